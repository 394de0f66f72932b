namespace SegFunctions.Archives;

/// <summary>The content of an archive.</summary>
/// <param name="Created">Timestamp of every entry, so that repeated builds give the same bytes.</param>
/// <param name="Entries">In the order of the archive; names are unique.</param>
public sealed record ArchivePlan(DateTimeOffset Created, IReadOnlyList<ArchiveEntry> Entries);
