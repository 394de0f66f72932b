using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Sqlite.Tests.Hubs;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests.Entities;

/// <summary>Calls and locks entities from an orchestrator, with the engine's own messages.</summary>
internal sealed class EntityCaller(Orchestration orchestration)
{
    private readonly OrchestrationEntityContext _entities = new(
        orchestration.Context.OrchestrationInstance.InstanceId, orchestration.Context.OrchestrationInstance.ExecutionId, orchestration.Context);

    private byte _calls;

    public Task<string?> CallAsync(EntityId entity, string operation, string? input = null)
    {
        var id = NextId();
        return AnswerAsync(
            _entities.EmitRequestMessage(Instance(entity), operation, false, id, ((DateTime, DateTime)?)null, input, null, false), id);
    }

    public void Signal(EntityId entity, string operation, string? input = null) =>
        Send(_entities.EmitRequestMessage(Instance(entity), operation, true, NextId(), ((DateTime, DateTime)?)null, input, null, false));

    public async Task LockAsync(params EntityId[] entities)
    {
        var id = NextId();
        await AnswerAsync(_entities.EmitAcquireMessage(id, entities), id);
        _entities.CompleteAcquire(new Core.Entities.OperationFormat.OperationResult(), id);
    }

    public void Unlock()
    {
        foreach (var message in _entities.EmitLockReleaseMessages())
        {
            Send(message);
        }
    }

    /// <summary>The same in each replay.</summary>
    private Guid NextId()
    {
        var bytes = Guid.Parse(orchestration.Context.OrchestrationInstance.ExecutionId).ToByteArray();
        bytes[15] += ++_calls;
        return new Guid(bytes);
    }

    private static OrchestrationInstance Instance(EntityId entity) => new() { InstanceId = entity.ToString() };

    private async Task<string?> AnswerAsync(EntityMessageEvent message, Guid id)
    {
        Send(message);
        return (await orchestration.EventAsync<JToken>(id.ToString())).Value<string>("result");
    }

#pragma warning disable CS0618 // The engine's own way to send a message as it is.
    private void Send(EntityMessageEvent message) =>
        orchestration.Context.SendEvent(message.TargetInstance, message.EventName, message.AsRawInput());
#pragma warning restore CS0618
}
