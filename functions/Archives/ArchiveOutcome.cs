namespace SegFunctions.Archives;

/// <summary>Output of <see cref="ArchiveOrchestrator"/>.</summary>
/// <param name="Expires">When it must be built again.</param>
public sealed record ArchiveOutcome(DateTimeOffset Expires);
