using System.CommandLine;

namespace SegFunctions.Local.Commands;

/// <summary>Options with a path, which need not exist and is made absolute.</summary>
internal static class PathOptions
{
    public static Option<string?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (result.Tokens[0].Value is { Length: > 0 } path)
            {
                return Path.GetFullPath(path);
            }

            result.AddError($"{name} needs a path.");
            return null;
        },
    };
}
