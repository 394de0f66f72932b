namespace SegFunctions.Results;

/// <summary>The blob containers. They are made on first need.</summary>
public static class Containers
{
    /// <summary><c>{account}/{upload}</c>: what clients uploaded.</summary>
    public const string Inputs = "inputs";

    /// <summary><c>{account}/{job}/…</c>, see <see cref="ResultPaths"/>.</summary>
    public const string Results = "results";

    /// <summary><c>{account}/{job}…</c>, see <see cref="Archives.ArchivePaths"/>.</summary>
    public const string Archives = "archives";
}
