using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Episodes;

/// <summary>Handles a stored instance that cannot be read: it ends as failed with the reason, and its caller receives a failure.</summary>
internal sealed class CorruptInstance(OpenHub hub, LiveInstance instance, string reason) : HubChange<bool>
{
    private readonly FailureDetails _failure = Details(reason);
    private readonly MessageDelivery? _toParent = FindParent(hub, instance.InstanceId) is { } parent
        ? new MessageDelivery(hub, new TaskMessage
        {
            OrchestrationInstance = parent.OrchestrationInstance,
            Event = new SubOrchestrationInstanceFailedEvent(-1, parent.TaskScheduleId, reason, null, Details(reason)),
        })
        : null;

    protected override bool Write()
    {
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        var isOpen = hub.Statements.Instances.End(instance.Row, new OrchestrationState
        {
            OrchestrationStatus = OrchestrationStatus.Failed,
            LastUpdatedTime = now,
            CompletedTime = now,
            Output = _failure.ToString(),
            FailureDetails = _failure,
        });
        if (isOpen)
        {
            hub.Statements.Messages.DeleteAll(instance.Row);
            _toParent?.Write();
        }

        return isOpen;
    }

    protected override void Publish(bool result)
    {
        HubLog.CorruptInstance(hub.Log, instance.InstanceId, reason);
        hub.Instances.Remove(instance.Row);
        hub.Waiters.Complete(instance.InstanceId, null);
        _toParent?.Publish();
    }

    private static FailureDetails Details(string reason) => new(typeof(InvalidDataException).FullName!, reason, null, null, isNonRetriable: true);

    private static ParentInstance? FindParent(OpenHub hub, string instanceId)
    {
        try
        {
            return hub.Reads.Read(reads => reads.FindState(instanceId))?.ParentInstance;
        }
        catch (CorruptRecordException)
        {
            return null;
        }
    }
}
