namespace SegFunctions.Archives;

/// <summary>Output of <see cref="ArchiveOrchestrator"/>.</summary>
/// <param name="Expires">From then on it has to be built again.</param>
public sealed record ArchiveOutcome(DateTimeOffset Expires);
