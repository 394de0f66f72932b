namespace SegFunctions.Models.CommandLine;

/// <summary>What the tool is asked to do.</summary>
internal enum Command
{
    List,
    Install,
}
