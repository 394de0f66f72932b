namespace SegFunctions.Archives;

/// <summary>How an archive stands.</summary>
/// <param name="Expires">Present when it is <see cref="ArchiveStatus.Ready"/>.</param>
public sealed record ArchiveState(ArchiveStatus Status, DateTimeOffset? Expires);
