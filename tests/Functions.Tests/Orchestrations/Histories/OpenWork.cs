using DurableTask.Core.History;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>What a history has started but not seen the end of.</summary>
internal sealed class OpenWork(IReadOnlyList<HistoryEvent> history)
{
    /// <summary>Without inputs, which the engine keeps in its messages rather than in the history.</summary>
    public IReadOnlyList<TaskScheduledEvent> Activities { get; } = [.. history.OfType<TaskScheduledEvent>().ExceptBy(
        history.Select(happened => happened switch
        {
            TaskCompletedEvent completed => completed.TaskScheduledId,
            TaskFailedEvent failed => failed.TaskScheduledId,
            _ => -1,
        }),
        scheduled => scheduled.EventId)];

    /// <summary>Orchestrations that it waits for.</summary>
    public IReadOnlyList<SubOrchestrationInstanceCreatedEvent> Children { get; } = [.. history.OfType<SubOrchestrationInstanceCreatedEvent>().ExceptBy(
        history.OfType<SubOrchestrationInstanceCompletedEvent>().Select(completed => completed.TaskScheduledId), created => created.EventId)];

    public IReadOnlyList<TimerCreatedEvent> Timers { get; } = [.. history.OfType<TimerCreatedEvent>().ExceptBy(
        history.OfType<TimerFiredEvent>().Select(fired => fired.TimerId), created => created.EventId)];
}
