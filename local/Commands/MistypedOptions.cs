using System.CommandLine;

namespace SegFunctions.Local.Commands;

/// <summary>Detects mistyped options, which would pass for file names where any number of those is accepted.</summary>
internal static class MistypedOptions
{
    /// <summary>Refuses names that look like an option and are not files, suggesting the command's nearest option.</summary>
    public static void Refuse(Argument<string[]> files, Command command) => files.Validators.Add(result =>
    {
        foreach (var name in result.Tokens.Select(token => token.Value).Where(name => name.StartsWith('-') && name.Length > 1 && !File.Exists(name)))
        {
            result.AddError($"'{name}' is neither a file nor an option of {command.Name}.{NearestName.Suggest(name, command.Options.Select(option => option.Name))}");
        }
    });
}
