using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>Replays a history in Microsoft's engine with the current code.</summary>
internal static class HistoryReplay
{
    /// <returns>The first episode in which the current code takes different steps, described in one line; null if there is none.</returns>
    public static string? FindDifference(GoldenHistory history, Func<TaskOrchestration> create)
    {
        HistoryEvent[] events = [.. history.Events];
        int[] starts = [.. events.Index().Where(entry => entry.Item is OrchestratorStartedEvent).Select(entry => entry.Index)];
        for (var number = 0; number < starts.Length; number++)
        {
            var end = number + 1 < starts.Length ? starts[number + 1] : events.Length;
            var episode = events[starts[number]..end];
            var kept = string.Join(", ", episode.Select(DescribeStep).OfType<string>());
            var now = string.Join(", ", Play(events[..starts[number]], episode, create()).Select(DescribeStep));
            if (kept != now)
            {
                return $"Episode {number + 1} of {starts.Length}: its history has [{kept}] where the replay has [{now}].";
            }
        }

        return null;
    }

    private static IEnumerable<OrchestratorAction> Play(HistoryEvent[] past, HistoryEvent[] episode, TaskOrchestration orchestration)
    {
        var state = new OrchestrationRuntimeState(past);
        foreach (var happened in episode.Where(happened => happened is not OrchestratorCompletedEvent && DescribeStep(happened) is null))
        {
            state.AddEvent(happened);
        }

        return new TaskOrchestrationExecutor(state, orchestration, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails).Execute().Actions;
    }

    /// <returns>Null for anything that is not a step of the orchestrator itself.</returns>
    private static string? DescribeStep(HistoryEvent happened) => happened switch
    {
        TaskScheduledEvent scheduled => $"{scheduled.EventId} {scheduled.Name}",
        TimerCreatedEvent created => $"{created.EventId} timer",
        SubOrchestrationInstanceCreatedEvent created => $"{created.EventId} orchestration {created.Name}",
        EventSentEvent sent => $"{sent.EventId} event {sent.Name}",
        ExecutionCompletedEvent completed => $"{completed.OrchestrationStatus}",
        _ => null,
    };

    private static string DescribeStep(OrchestratorAction action) => action switch
    {
        ScheduleTaskOrchestratorAction scheduled => $"{scheduled.Id} {scheduled.Name}",
        CreateTimerOrchestratorAction created => $"{created.Id} timer",
        CreateSubOrchestrationAction created => $"{created.Id} orchestration {created.Name}",
        SendEventOrchestratorAction sent => $"{sent.Id} event {sent.EventName}",
        OrchestrationCompleteOrchestratorAction { OrchestrationStatus: OrchestrationStatus.Failed } failed => $"Failed: {failed.FailureDetails?.ErrorMessage ?? failed.Details}",
        OrchestrationCompleteOrchestratorAction completed => $"{completed.OrchestrationStatus}",
        _ => $"{action.Id} {action.OrchestratorActionType}",
    };
}
