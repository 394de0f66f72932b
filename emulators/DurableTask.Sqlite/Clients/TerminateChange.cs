using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite.Clients;

/// <summary>
/// Terminates an instance, and on request its sub-orchestrations. An instance whose start is scheduled ends at once, any other
/// in its next episode; one that has already ended is unchanged.
/// </summary>
internal sealed class TerminateChange(OpenHub hub, string instanceId, string? reason, bool includeChildren) : HubChange<bool>
{
    private readonly List<MessageDelivery> _messages = [];
    private readonly List<(long Row, string InstanceId)> _ended = [];

    protected override bool Write()
    {
        foreach (var id in includeChildren ? hub.Statements.FindTree(instanceId) : [instanceId])
        {
            if (hub.Statements.Instances.Find(id) is not { } found || found.Status.IsTerminal())
            {
                continue;
            }

            if (hub.Statements.Messages.WaitsForStart(found.Row))
            {
                End(found.Row);
                _ended.Add((found.Row, id));
            }
            else
            {
                Send(id);
            }
        }

        return true;
    }

    protected override void Publish(bool result)
    {
        foreach (var (row, id) in _ended)
        {
            hub.Instances.Remove(row);
            hub.Waiters.Complete(id, null);
        }

        _messages.ForEach(static message => message.Publish());
    }

    private void End(long row)
    {
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        hub.Statements.Instances.End(row, new OrchestrationState
        {
            OrchestrationStatus = OrchestrationStatus.Terminated,
            LastUpdatedTime = now,
            CompletedTime = now,
            Output = reason,
        });
        hub.Statements.Messages.DeleteAll(row);
    }

    private void Send(string id)
    {
        var message = new MessageDelivery(hub, new TaskMessage
        {
            OrchestrationInstance = new OrchestrationInstance { InstanceId = id },
            Event = new ExecutionTerminatedEvent(-1, reason),
        });
        message.Write();
        _messages.Add(message);
    }
}
