using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;

namespace DurableTask.Sqlite.Rewinding;

/// <summary>
/// What a rewound execution waits for besides what it will call again. Responses and timers were addressed to the previous execution, so timers
/// that had not fired are set again. Calls that had not completed count as failed: a history does not keep the inputs to repeat them.
/// </summary>
internal static class RewoundWork
{
    /// <summary>Sets a trace context, since the engine assumes that a rewound orchestration was traced.</summary>
    public static void Prepare(OrchestrationRuntimeState state, IReadOnlyList<TaskMessage> messages)
    {
        if (state.ExecutionStartedEvent is { } started && messages.Any(static message => message.Event is ExecutionRewoundEvent))
        {
            started.ParentTraceContext ??= new DistributedTraceContext(string.Empty);
        }
    }

    /// <param name="hub">The instance's hub.</param>
    /// <param name="instance">The rewound instance.</param>
    /// <param name="execution">The new execution.</param>
    /// <param name="sent">Its messages to other instances; children that are rewound with it will respond.</param>
    /// <returns>Empty for an execution that is new for another reason.</returns>
    public static IEnumerable<IDelivery> Of(OpenHub hub, LiveInstance instance, OrchestrationRuntimeState execution, IEnumerable<TaskMessage> sent)
    {
        if (!execution.Events.Any(static happened => happened is ExecutionRewoundEvent))
        {
            return [];
        }

        var rewound = sent.Where(static message => message.Event is ExecutionRewoundEvent)
            .Select(static message => message.OrchestrationInstance.InstanceId)
            .ToHashSet();
        var fired = execution.Events.OfType<TimerFiredEvent>().Select(static timer => timer.TimerId).ToHashSet();
        return
        [
            .. OpenCalls.In(execution.Events)
                .Where(call => call.ChildId is null || !rewound.Contains(call.ChildId))
                .Select(call => new MessageDelivery(hub, MessageOf(execution, call.Failure))),
            .. execution.Events.OfType<TimerCreatedEvent>()
                .Where(timer => !fired.Contains(timer.EventId))
                .Select(timer => new TimerDelivery(
                    hub, instance, MessageOf(execution, new TimerFiredEvent(-1, timer.FireAt) { TimerId = timer.EventId }))),
        ];
    }

    private static TaskMessage MessageOf(OrchestrationRuntimeState execution, HistoryEvent happened) => new()
    {
        OrchestrationInstance = execution.OrchestrationInstance,
        Event = happened,
    };
}
