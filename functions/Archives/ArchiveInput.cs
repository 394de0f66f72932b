using SegFunctions.Contract;

namespace SegFunctions.Archives;

/// <summary>Input of <see cref="ArchiveOrchestrator"/>.</summary>
public sealed record ArchiveInput(BlobReference Plan, BlobReference Zip, TimeSpan Lifetime);
