namespace SegFunctions.Tests.Orchestrations.Histories;

/// <param name="Event">The event to raise; null for none.</param>
/// <param name="Payload">The payload of the event.</param>
/// <param name="Advance">How much time passes.</param>
internal sealed record HistoryStep(string? Event = null, object? Payload = null, TimeSpan Advance = default);
