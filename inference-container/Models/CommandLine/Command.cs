namespace SegFunctions.Models.CommandLine;

/// <summary>The tool's commands.</summary>
internal enum Command
{
    List,
    Install,
}
