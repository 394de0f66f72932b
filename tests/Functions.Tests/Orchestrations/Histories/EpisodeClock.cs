using DurableTask.Core.History;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>The engine stamps what an orchestrator starts with the machine's time; a history is recorded with only the scenario's time.</summary>
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
