using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A message to an instance by its id. It is dropped if the instance does not exist or has ended.</summary>
internal sealed class MessageDelivery(OpenHub hub, TaskMessage message) : IDelivery
{
    private readonly byte[] _body = Records.Write(message);
    private (long Row, long Id)? _delivered;

    public void Write()
    {
        if (hub.Statements.Instances.Find(message.OrchestrationInstance.InstanceId) is { } found && Takes(found.Status))
        {
            _delivered = (found.Row, hub.Statements.Ids.Next());
            hub.Statements.Messages.Insert(_delivered.Value.Id, found.Row, _body);
        }
    }

    public void Publish()
    {
        if (_delivered is var (row, id))
        {
            hub.Instances.Deliver(row, message.OrchestrationInstance.InstanceId, new Arrival(id, Message: message));
        }
    }

    private bool Takes(OrchestrationStatus status) =>
        !status.IsTerminal() || (status == OrchestrationStatus.Failed && message.Event is ExecutionRewoundEvent);
}
