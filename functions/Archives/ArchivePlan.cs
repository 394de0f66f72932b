namespace SegFunctions.Archives;

/// <summary>What an archive is to hold.</summary>
/// <param name="Created">Stands as the time of every entry, so that a build done twice gives the same bytes.</param>
/// <param name="Entries">In the order of the archive; names are unique.</param>
public sealed record ArchivePlan(DateTimeOffset Created, IReadOnlyList<ArchiveEntry> Entries);
