using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Storage;
using EntityRules = DurableTask.Core.Common.Entities;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>Chooses how a message to an instance is delivered.</summary>
internal static class Delivery
{
    /// <param name="hub">The hub of the receiving instance.</param>
    /// <param name="message">May start the instance.</param>
    /// <param name="caller">Row id of the instance that calls a sub-orchestration with it; null for a client.</param>
    public static IDelivery Of(OpenHub hub, TaskMessage message, long? caller = null) => message.Event switch
    {
        ExecutionStartedEvent when caller is { } parent => new ChildDelivery(hub, message, parent),
        ExecutionStartedEvent => new StartDelivery(hub, message, Status.Open),
        EventRaisedEvent when EntityRules.IsEntityInstance(message.OrchestrationInstance.InstanceId) => new EntityDelivery(hub, message),
        _ => new MessageDelivery(hub, message),
    };
}
