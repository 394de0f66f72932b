using System.CommandLine;
using SegFunctions.Local.Settings;

namespace SegFunctions.Local.Commands;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Config { get; } = Recursive(PathOptions.Create(
        "--config",
        $"Settings file, JSON: {{{string.Join(", ", SettingsFile.Names.Select(name => $"\"{name}\""))}}}. [default: segfunctions.json in the current folder, if it exists; env: SEG_CONFIG]"));

    public static Option<string?> Cache { get; } = Recursive(PathOptions.Create(
        "--cache",
        "Where Azurite, the models and the sample photo are kept. [default: ~/.cache/segfunctions; env: SEG_CACHE]"));

    private static Option<string?> Recursive(Option<string?> option)
    {
        option.Recursive = true;
        return option;
    }
}
