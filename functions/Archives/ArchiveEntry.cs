using SegFunctions.Contract;

namespace SegFunctions.Archives;

/// <param name="Name">Path inside the archive, with <c>/</c>.</param>
/// <param name="Source">Its content.</param>
public sealed record ArchiveEntry(string Name, BlobReference Source);
