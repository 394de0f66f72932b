namespace SegFunctions.Archives;

/// <summary>Names of the archive's orchestrator and activity. They are part of stored histories: never rename one while instances of it are open.</summary>
public static class ArchiveFunctionNames
{
    public const string RunArchive = "RunArchive";
    public const string BuildArchive = "BuildArchive";
}
