namespace Microsoft.DurableTask.Emulation.History;

/// <summary>One run of the orchestrator from its waiting to its next waiting.</summary>
/// <param name="Timestamp">The orchestrator's time during the episode, UTC.</param>
/// <param name="Consumed">The sequence numbers of the messages it was given, in that order.</param>
/// <param name="Actions">What the code did, in that order.</param>
internal sealed record Episode(DateTime Timestamp, IReadOnlyList<long> Consumed, IReadOnlyList<OrchestrationAction> Actions) : HistoryEvent;
