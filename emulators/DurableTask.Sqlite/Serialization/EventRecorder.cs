using DurableTask.Core.History;
using Newtonsoft.Json;

namespace DurableTask.Sqlite.Serialization;

/// <summary>Converts the engine's events to the stored shape.</summary>
internal static class EventRecorder
{
    /// <exception cref="NotSupportedException">This provider does not know the event's type.</exception>
    public static StoredEvent Record(HistoryEvent happened)
    {
        var stored = new StoredEvent
        {
            Type = happened.EventType,
            Id = happened.EventId,
            Timestamp = happened.Timestamp,
            IsPlayed = happened.IsPlayed,
        };
        return happened switch
        {
            OrchestratorStartedEvent or OrchestratorCompletedEvent => stored,
            ExecutionStartedEvent started => Started(stored, started),
            ExecutionCompletedEvent completed => stored with
            {
                Status = completed.OrchestrationStatus,
                Payload = completed.Result,
                Nested = Records.Write(completed.FailureDetails),
            },
            ExecutionTerminatedEvent terminated => stored with { Payload = terminated.Input },
            ExecutionSuspendedEvent suspended => stored with { Reason = suspended.Reason },
            ExecutionResumedEvent resumed => stored with { Reason = resumed.Reason },
            ExecutionRewoundEvent rewound => stored with
            {
                Reason = rewound.Reason,
                ParentExecutionId = rewound.ParentExecutionId,
                TargetInstanceId = rewound.InstanceId,
                Trace = StoredTrace.From(rewound.ParentTraceContext),
            },
            EventRaisedEvent raised => stored with
            {
                Name = raised.Name,
                Payload = raised.Input,
                Trace = StoredTrace.From(raised.ParentTraceContext),
            },
            EventSentEvent sent => stored with { Name = sent.Name, Payload = sent.Input, TargetInstanceId = sent.InstanceId },
            TimerCreatedEvent created => stored with { Due = created.FireAt },
            TimerFiredEvent fired => stored with { Due = fired.FireAt, Subject = fired.TimerId },
            GenericEvent generic => stored with { Payload = generic.Data },
            HistoryStateEvent state => stored with { Nested = JsonConvert.SerializeObject(state.State) },
            _ => Task(stored, happened),
        };
    }

    private static StoredEvent Started(StoredEvent stored, ExecutionStartedEvent started) => stored with
    {
        Name = started.Name,
        Version = started.Version,
        Payload = started.Input,
        Instance = StoredInstance.From(started.OrchestrationInstance),
        Parent = StoredParent.From(started.ParentInstance),
        Tags = started.Tags,
        Trace = StoredTrace.From(started.ParentTraceContext),
        Correlation = started.Correlation,
        Due = started.ScheduledStartTime,
        Generation = started.Generation,
        GenerateNewTrace = started.GenerateNewTrace,
    };

    private static StoredEvent Task(StoredEvent stored, HistoryEvent happened) => happened switch
    {
        TaskScheduledEvent scheduled => stored with
        {
            Name = scheduled.Name,
            Version = scheduled.Version,
            Payload = scheduled.Input,
            Tags = scheduled.Tags,
            Trace = StoredTrace.From(scheduled.ParentTraceContext),
        },
        TaskCompletedEvent completed => stored with { Subject = completed.TaskScheduledId, Payload = completed.Result },
        TaskFailedEvent failed => stored with
        {
            Subject = failed.TaskScheduledId,
            Reason = failed.Reason,
            Details = failed.Details,
            Nested = Records.Write(failed.FailureDetails),
        },
        SubOrchestrationInstanceCreatedEvent created => stored with
        {
            Name = created.Name,
            Version = created.Version,
            Payload = created.Input,
            TargetInstanceId = created.InstanceId,
            Tags = created.Tags,
            ClientSpanId = created.ClientSpanId,
        },
        SubOrchestrationInstanceCompletedEvent completed => stored with { Subject = completed.TaskScheduledId, Payload = completed.Result },
        SubOrchestrationInstanceFailedEvent failed => stored with
        {
            Subject = failed.TaskScheduledId,
            Reason = failed.Reason,
            Details = failed.Details,
            Nested = Records.Write(failed.FailureDetails),
        },
        _ => throw new NotSupportedException($"An event of the type {happened.EventType} cannot be stored."),
    };
}
