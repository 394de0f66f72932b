namespace SegFunctions.Contract;

/// <summary>Blob containers that messages do not name, because both sides know them.</summary>
public static class ContainerNames
{
    /// <summary><c>{pixels}/{networks}</c>: the embeddings of pictures. Workers write and read it, the functions app deletes old ones.</summary>
    public const string Features = "features";
}
