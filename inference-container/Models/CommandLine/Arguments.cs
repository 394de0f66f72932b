using System.Diagnostics.CodeAnalysis;

namespace SegFunctions.Models.CommandLine;

/// <summary>The tool's arguments, parsed by hand, since this project references no package.</summary>
/// <param name="Command">What to do.</param>
/// <param name="Names">Models to install; empty for <see cref="Command.List"/>.</param>
/// <param name="Cache">Folder of the installed models; null for the default.</param>
/// <param name="CataloguePath">A file with more entries; null for none.</param>
internal sealed record Arguments(Command Command, IReadOnlyList<string> Names, string? Cache, string? CataloguePath)
{
    public const string Usage = "Usage: list | install NAME… [--cache DIR] [--catalogue FILE]";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Arguments? arguments, [NotNullWhen(false)] out string? fault)
    {
        arguments = null;
        var words = new List<string>();
        var options = new Dictionary<string, string?> { ["--cache"] = null, ["--catalogue"] = null };
        for (var index = 0; index < args.Length; index++)
        {
            if (!args[index].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[index]);
            }
            else if (!options.ContainsKey(args[index]) || index + 1 == args.Length)
            {
                fault = options.ContainsKey(args[index]) ? $"{args[index]} needs a value." : $"{args[index]} is no option.";
                return false;
            }
            else
            {
                options[args[index]] = args[++index];
            }
        }

        (Command? command, fault) = words switch
        {
            ["list"] => (Command.List, null),
            ["install", _, ..] => (Command.Install, null),
            ["install"] => ((Command?)null, "install needs the name of a model; list shows them."),
            _ => (null, "Say list or install."),
        };
        if (command is { } known)
        {
            arguments = new Arguments(known, words[1..], options["--cache"], options["--catalogue"]);
        }

        return arguments is not null;
    }
}
