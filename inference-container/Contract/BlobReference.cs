namespace SegFunctions.Contract;

/// <summary>The location of stored bytes. Messages carry references, never the bytes.</summary>
/// <param name="Container">Blob container, for example <c>inputs</c>.</param>
/// <param name="Name">Blob name inside it, segments separated by <c>/</c>.</param>
public sealed record BlobReference(string Container, string Name)
{
    /// <summary>The blob of the given name below this one, which serves as a folder: <c>results</c>/<c>a/b</c> and <c>c.png</c> give <c>a/b/c.png</c>.</summary>
    public BlobReference Below(string relativeName) => this with { Name = $"{Name}/{relativeName}" };

    public override string ToString() => $"{Container}/{Name}";
}

/// <summary>Blob containers that messages do not name, because both sides know them.</summary>
public static class ContainerNames
{
    /// <summary><c>{pixels}/{networks}</c>: the embeddings of pictures. Workers write and read them, the functions app deletes old ones.</summary>
    public const string Features = "features";
}
