using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A message to an instance's inbox, now or when it is due.</summary>
/// <param name="hub">The instance's hub.</param>
/// <param name="message">A message addressed to the instance.</param>
/// <param name="due">UTC; null for now.</param>
/// <param name="starts">Whether it is the instance's own start.</param>
internal sealed class InboxMessage(OpenHub hub, TaskMessage message, DateTime? due, bool starts)
{
    private readonly byte[] _body = Records.Write(message);
    private long _row;
    private Arrival? _arrival;

    /// <param name="row">Row id of the instance.</param>
    public void Write(long row)
    {
        _row = row;
        var isLater = due > hub.Clock.GetUtcNow().UtcDateTime;
        _arrival = new Arrival(hub.Statements.Ids.Next(), isLater, isLater && starts, message);
        if (isLater)
        {
            hub.Statements.Messages.InsertTimer(_arrival.Id, row, due!.Value, starts, _body);
        }
        else
        {
            hub.Statements.Messages.Insert(_arrival.Id, row, _body);
        }
    }

    public void Publish()
    {
        var instanceId = message.OrchestrationInstance.InstanceId;
        if (_arrival!.IsTimer)
        {
            hub.Instances.Schedule(_row, instanceId, due!.Value, _arrival);
        }
        else
        {
            hub.Instances.Deliver(_row, instanceId, _arrival);
        }
    }
}
