using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Storage;
using EntityRules = DurableTask.Core.Common.Entities;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A message to an entity. The first one creates the entity; one with a time in its name is due at that time.</summary>
internal sealed class EntityDelivery : IDelivery
{
    private readonly OpenHub _hub;
    private readonly string _instanceId;
    private readonly InboxMessage _message;
    private readonly StartDelivery _start;
    private bool _isNew;

    public EntityDelivery(OpenHub hub, TaskMessage message)
    {
        _hub = hub;
        _instanceId = message.OrchestrationInstance.InstanceId;
        _message = new InboxMessage(hub, message, EntityRules.IsDelayedEntityMessage(message, out var due) ? due : null, starts: false);
        _start = new StartDelivery(hub, StartOf(_instanceId), Status.Open);
    }

    public void Write()
    {
        var found = _hub.Statements.Instances.Find(_instanceId);
        _isNew = found is null || found.Value.Status.IsTerminal();
        if (_isNew)
        {
            _start.Write();
        }

        _message.Write(_isNew ? _start.Row : found!.Value.Row);
    }

    public void Publish()
    {
        if (_isNew)
        {
            _start.Publish();
        }

        _message.Publish();
    }

    /// <summary>The message that starts an entity, created with the engine's own rules.</summary>
    private static TaskMessage StartOf(string instanceId)
    {
        List<TaskMessage> messages =
            [new() { OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = new Core.History.EventRaisedEvent(-1, null) }];
        EntityRules.AutoStart(instanceId, messages);
        return messages[0];
    }
}
