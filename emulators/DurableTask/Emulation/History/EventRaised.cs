namespace Microsoft.DurableTask.Emulation.History;

/// <summary>A client or another orchestration raised an event.</summary>
/// <param name="Payload">JSON; null for none.</param>
internal sealed record EventRaised(string Name, string? Payload) : HistoryMessage;
