using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>An activity to run.</summary>
internal sealed class ActivityDelivery(OpenHub hub, long instance, TaskMessage message) : IDelivery
{
    private readonly byte[] _body = Records.Write(message);
    private long _id;

    public void Write()
    {
        _id = hub.Statements.Ids.Next();
        hub.Statements.Activities.Insert(_id, instance, message.Event.EventId, _body);
    }

    public void Publish() => hub.Activities.Add(new QueuedActivity(_id, instance, message.Event.EventId, message));
}
