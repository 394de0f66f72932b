using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;
using DurableTask.Sqlite.Storage;
using EntityRules = DurableTask.Core.Common.Entities;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A message to an entity. The first one makes it; one with a time in its name is due then.</summary>
internal sealed class EntityDelivery : IDelivery
{
    private readonly OpenHub _hub;
    private readonly TaskMessage _message;
    private readonly byte[] _body;
    private readonly StartDelivery _start;
    private readonly DateTime? _due;
    private bool _isNew;
    private bool _isLater;
    private long _row;
    private long _id;

    public EntityDelivery(OpenHub hub, TaskMessage message)
    {
        _hub = hub;
        _message = message;
        _body = Records.Write(message);
        _start = new StartDelivery(hub, StartOf(InstanceId), Status.Open);
        _due = EntityRules.IsDelayedEntityMessage(message, out var due) ? due : null;
    }

    private string InstanceId => _message.OrchestrationInstance.InstanceId;

    public void Write()
    {
        var found = _hub.Statements.Instances.Find(InstanceId);
        _isNew = found is null || found.Value.Status.IsTerminal();
        if (_isNew)
        {
            _start.Write();
        }

        _row = _isNew ? _start.Row : found!.Value.Row;
        _id = _hub.Statements.Ids.Next();
        _isLater = _due > _hub.Clock.GetUtcNow().UtcDateTime;
        if (_isLater)
        {
            _hub.Statements.Messages.InsertTimer(_id, _row, _due!.Value, starts: false, _body);
        }
        else
        {
            _hub.Statements.Messages.Insert(_id, _row, _body);
        }
    }

    public void Publish()
    {
        if (_isNew)
        {
            _start.Publish();
        }

        var arrival = new Arrival(_id, _isLater, Message: _message);
        if (_isLater)
        {
            _hub.Instances.Schedule(_row, InstanceId, _due!.Value, arrival);
        }
        else
        {
            _hub.Instances.Deliver(_row, InstanceId, arrival);
        }
    }

    /// <summary>As the engine starts an entity, where a provider lets it do so.</summary>
    private static TaskMessage StartOf(string instanceId)
    {
        List<TaskMessage> messages =
            [new() { OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = new Core.History.EventRaisedEvent(-1, null) }];
        EntityRules.AutoStart(instanceId, messages);
        return messages[0];
    }
}
