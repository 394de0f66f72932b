namespace SegFunctions.Storage;

/// <summary>The blob containers, created on demand.</summary>
public static class Containers
{
    /// <summary><c>{account}/{upload}</c>: inputs of jobs.</summary>
    public const string Inputs = "inputs";

    /// <summary><c>{account}/{project}/{file}/…</c>: files that clients keep until they delete them.</summary>
    public const string Files = "files";

    /// <summary><c>{account}/{job}/…</c>, as <c>ResultPaths</c> names them.</summary>
    public const string Results = "results";

    /// <summary><c>{account}/{job}…</c>, as <c>ArchivePaths</c> names them.</summary>
    public const string Archives = "archives";
}
