namespace SegFunctions.Archives;

public enum ArchiveStatus
{
    /// <summary>Requested, not started.</summary>
    Pending,

    Building,

    Ready,

    /// <summary>Requesting it again starts over.</summary>
    Failed,
}
