using DurableTask.Core;
using DurableTask.Core.History;
using Newtonsoft.Json;

namespace DurableTask.Sqlite.Serialization;

/// <summary>Converts the stored shape back to the engine's events.</summary>
internal static class EventRestorer
{
    /// <exception cref="NotSupportedException">This provider never writes the type.</exception>
    public static HistoryEvent Restore(StoredEvent stored)
    {
        var happened = Make(stored);
        happened.Timestamp = stored.Timestamp;
        happened.IsPlayed = stored.IsPlayed;
        return happened;
    }

    private static HistoryEvent Make(StoredEvent stored) => stored.Type switch
    {
        EventType.OrchestratorStarted => new OrchestratorStartedEvent(stored.Id),
        EventType.OrchestratorCompleted => new OrchestratorCompletedEvent(stored.Id),
        EventType.ExecutionStarted => Started(stored),
        EventType.ExecutionCompleted or EventType.ExecutionFailed =>
            new ExecutionCompletedEvent(stored.Id, stored.Payload, stored.Status, Records.ReadFailure(stored.Nested)),
        EventType.ContinueAsNew => new ContinueAsNewEvent(stored.Id, stored.Payload),
        EventType.ExecutionTerminated => new ExecutionTerminatedEvent(stored.Id, stored.Payload),
        EventType.ExecutionSuspended => new ExecutionSuspendedEvent(stored.Id, stored.Reason),
        EventType.ExecutionResumed => new ExecutionResumedEvent(stored.Id, stored.Reason),
        EventType.ExecutionRewound => new ExecutionRewoundEvent(stored.Id, stored.Reason)
        {
            ParentExecutionId = stored.ParentExecutionId,
            InstanceId = stored.TargetInstanceId,
            ParentTraceContext = stored.Trace?.Restore(),
        },
        EventType.EventRaised => new EventRaisedEvent(stored.Id, stored.Payload)
        {
            Name = stored.Name,
            ParentTraceContext = stored.Trace?.Restore(),
        },
        EventType.EventSent => new EventSentEvent(stored.Id)
        {
            Name = stored.Name,
            Input = stored.Payload,
            InstanceId = stored.TargetInstanceId,
        },
        EventType.TimerCreated => new TimerCreatedEvent(stored.Id, stored.Due.GetValueOrDefault()),
        EventType.TimerFired => new TimerFiredEvent(stored.Id, stored.Due.GetValueOrDefault()) { TimerId = stored.Subject },
        EventType.GenericEvent => new GenericEvent(stored.Id, stored.Payload),
        EventType.HistoryState => new HistoryStateEvent(stored.Id, JsonConvert.DeserializeObject<OrchestrationState>(stored.Nested!)),
        _ => Task(stored),
    };

    private static ExecutionStartedEvent Started(StoredEvent stored) => new(stored.Id, stored.Payload)
    {
        Name = stored.Name,
        Version = stored.Version,
        OrchestrationInstance = stored.Instance?.Restore(),
        ParentInstance = stored.Parent?.Restore(),
        Tags = stored.Tags,
        ParentTraceContext = stored.Trace?.Restore(),
        Correlation = stored.Correlation,
        ScheduledStartTime = stored.Due,
        Generation = stored.Generation,
        GenerateNewTrace = stored.GenerateNewTrace,
    };

    private static HistoryEvent Task(StoredEvent stored) => stored.Type switch
    {
        EventType.TaskScheduled => new TaskScheduledEvent(stored.Id)
        {
            Name = stored.Name,
            Version = stored.Version,
            Input = stored.Payload,
            Tags = stored.Tags,
            ParentTraceContext = stored.Trace?.Restore(),
        },
        EventType.TaskCompleted => new TaskCompletedEvent(stored.Id, stored.Subject, stored.Payload),
        EventType.TaskFailed =>
            new TaskFailedEvent(stored.Id, stored.Subject, stored.Reason, stored.Details, Records.ReadFailure(stored.Nested)),
        EventType.SubOrchestrationInstanceCreated => new SubOrchestrationInstanceCreatedEvent(stored.Id)
        {
            Name = stored.Name,
            Version = stored.Version,
            Input = stored.Payload,
            InstanceId = stored.TargetInstanceId,
            Tags = stored.Tags,
            ClientSpanId = stored.ClientSpanId,
        },
        EventType.SubOrchestrationInstanceCompleted =>
            new SubOrchestrationInstanceCompletedEvent(stored.Id, stored.Subject, stored.Payload),
        EventType.SubOrchestrationInstanceFailed => new SubOrchestrationInstanceFailedEvent(
            stored.Id, stored.Subject, stored.Reason, stored.Details, Records.ReadFailure(stored.Nested)),
        _ => throw new NotSupportedException($"{stored.Type} is not an event type."),
    };
}
