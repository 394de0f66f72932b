using SegFunctions.Contract;

namespace SegFunctions.Results.Archives;

/// <summary>Input of <see cref="ArchiveOrchestrator"/>.</summary>
public sealed record ArchiveInput(BlobReference Plan, BlobReference Zip, TimeSpan Lifetime);
