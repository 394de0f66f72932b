using DurableTask.Core.History;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>The engine takes the time of what an orchestrator begins from the machine; a history is recorded with the scenario's time alone.</summary>
internal static class EpisodeClock
{
    /// <returns>The same events, each with the time of its episode.</returns>
    public static IEnumerable<HistoryEvent> Set(IEnumerable<HistoryEvent> events)
    {
        var now = default(DateTime);
        foreach (var happened in events)
        {
            now = happened is OrchestratorStartedEvent ? happened.Timestamp : now;
            happened.Timestamp = now;
            happened.IsPlayed = false;
            yield return happened;
        }
    }
}
