using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>Starts a sub-orchestration. If its id belongs to an open instance, the caller receives a failure.</summary>
/// <param name="hub">The hub of caller and sub-orchestration.</param>
/// <param name="message">A message with an <see cref="ExecutionStartedEvent"/>.</param>
/// <param name="caller">Row id of the calling instance.</param>
internal sealed class ChildDelivery(OpenHub hub, TaskMessage message, long caller) : IDelivery
{
    private readonly StartDelivery _start = new(hub, message, Status.Open, caller);
    private MessageDelivery? _failure;

    public void Write()
    {
        _start.Write();
        if (_start.Refused is { } status && FailureOf((ExecutionStartedEvent)message.Event, status) is { } failure)
        {
            _failure = new MessageDelivery(hub, failure);
            _failure.Write();
        }
    }

    public void Publish()
    {
        _start.Publish();
        _failure?.Publish();
    }

    private static TaskMessage? FailureOf(ExecutionStartedEvent started, OrchestrationStatus status)
    {
        if (started.ParentInstance is not { } parent || started.Tags?.ContainsKey(OrchestrationTags.FireAndForget) == true)
        {
            return null;
        }

        var reason = $"An orchestration with the instance id '{started.OrchestrationInstance.InstanceId}' already exists and is {status}.";
        var details = new FailureDetails(typeof(InvalidOperationException).FullName!, reason, null, null, isNonRetriable: false);
        return new TaskMessage
        {
            OrchestrationInstance = parent.OrchestrationInstance,
            Event = new SubOrchestrationInstanceFailedEvent(-1, parent.TaskScheduleId, reason, null, details),
        };
    }
}
