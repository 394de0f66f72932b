using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A new instance with its first message, which may be due later.</summary>
/// <param name="hub">Where it starts.</param>
/// <param name="message">With an <see cref="ExecutionStartedEvent"/>.</param>
/// <param name="refusing">An instance of the same id in one of these states stays; in any other it is replaced.</param>
/// <param name="parent">Id of the instance that called it.</param>
internal sealed class StartDelivery(OpenHub hub, TaskMessage message, IReadOnlyList<OrchestrationStatus> refusing, long? parent = null) : IDelivery
{
    private readonly byte[] _body = Records.Write(message);
    private readonly ExecutionStartedEvent _started = (ExecutionStartedEvent)message.Event;
    private long _id;
    private long? _replaced;
    private bool _isLater;

    /// <summary>Its id in the file, once it is written.</summary>
    public long Row { get; private set; }

    /// <summary>The state of the instance that stays; null when this one has started.</summary>
    public OrchestrationStatus? Refused { get; private set; }

    private DateTime Due => _started.ScheduledStartTime.GetValueOrDefault().ToUniversalTime();

    public void Write()
    {
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        Row = hub.Statements.Ids.Next();
        if (!hub.Statements.Instances.TryInsert(Row, _started, now, parent))
        {
            var existing = hub.Statements.Instances.Find(_started.OrchestrationInstance.InstanceId)!.Value;
            if (refusing.Contains(existing.Status))
            {
                Refused = existing.Status;
                return;
            }

            _replaced = existing.Row;
            hub.Statements.Purge(existing.Row);
            hub.Statements.Instances.TryInsert(Row, _started, now, parent);
        }

        _isLater = Due > now;
        _id = hub.Statements.Ids.Next();
        if (_isLater)
        {
            hub.Statements.Messages.InsertTimer(_id, Row, Due, starts: true, _body);
        }
        else
        {
            hub.Statements.Messages.Insert(_id, Row, _body);
        }
    }

    public void Publish()
    {
        if (Refused is not null)
        {
            return;
        }

        if (_replaced is { } replaced)
        {
            hub.Instances.Remove(replaced);
        }

        var instanceId = _started.OrchestrationInstance.InstanceId;
        var arrival = new Arrival(_id, _isLater, _isLater, message);
        if (_isLater)
        {
            hub.Instances.Schedule(Row, instanceId, Due, arrival);
        }
        else
        {
            hub.Instances.Deliver(Row, instanceId, arrival);
        }
    }
}
