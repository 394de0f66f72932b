namespace SegFunctions.Archives;

/// <summary>The state of an archive.</summary>
/// <param name="Expires">Present if it is <see cref="ArchiveStatus.Ready"/>.</param>
public sealed record ArchiveState(ArchiveStatus Status, DateTimeOffset? Expires);

public enum ArchiveStatus
{
    /// <summary>Requested, but not started.</summary>
    Pending,

    Building,

    Ready,

    /// <summary>Requesting it again starts over.</summary>
    Failed,
}
