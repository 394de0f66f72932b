using SegFunctions.Contract;

namespace SegFunctions.Archives;

/// <param name="Name">Path inside the archive, with <c>/</c>.</param>
/// <param name="Source">Where its bytes are.</param>
public sealed record ArchiveEntry(string Name, BlobReference Source);
