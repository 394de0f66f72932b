namespace SegFunctions.Contract;

/// <summary>Blob containers that messages do not name, because both sides know them.</summary>
public static class ContainerNames
{
    /// <summary><c>{pixels}/{networks}</c>: what networks saw in pictures. Workers write and read it, the functions app removes what is old.</summary>
    public const string Features = "features";
}
