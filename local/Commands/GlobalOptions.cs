using System.CommandLine;

namespace SegFunctions.Local.Commands;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<FileInfo?> Config { get; } = new("--config")
    {
        Description = "Settings file, JSON: {\"server\", \"apiKey\", \"data\", \"cache\", \"port\", \"workers\", \"provider\"}. [default: segfunctions.json here, if it is there; env: SEG_CONFIG]",
        Recursive = true,
    };

    public static Option<DirectoryInfo?> Cache { get; } = new("--cache")
    {
        Description = "Where Azurite, the models and the sample photo are kept. [default: ~/.cache/segfunctions; env: SEG_CACHE]",
        Recursive = true,
    };
}
