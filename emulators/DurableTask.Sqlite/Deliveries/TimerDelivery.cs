using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A timer of an open instance.</summary>
internal sealed class TimerDelivery(OpenHub hub, LiveInstance instance, TaskMessage message) : IDelivery
{
    private readonly byte[] _body = Records.Write(message);
    private readonly DateTime _due = ((TimerFiredEvent)message.Event).FireAt.ToUniversalTime();
    private long _id;

    public void Write()
    {
        _id = hub.Statements.Ids.Next();
        hub.Statements.Messages.InsertTimer(_id, instance.Row, _due, starts: false, _body);
    }

    public void Publish() =>
        hub.Instances.Schedule(instance.Row, instance.InstanceId, _due, new Arrival(_id, IsTimer: true, Message: message));
}
