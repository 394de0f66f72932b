using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Rewinding;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Episodes;

/// <summary>Dispatches instances that have work, with the state and the messages that their episodes begin with.</summary>
internal sealed class EpisodeSource(OpenHub hub)
{
    /// <param name="ready">Orchestrations or entities.</param>
    /// <param name="timeout">How long to wait for an instance.</param>
    /// <param name="cancellationToken">Also ends the session of a dispatched instance.</param>
    /// <returns>Null if there was none.</returns>
    public async Task<OrchestrationWorkItem?> TakeAsync(ReadyQueue<LiveInstance> ready, TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (await ready.TakeAsync(timeout, cancellationToken).ConfigureAwait(false) is { } instance)
        {
            if (hub.Instances.TryLock(instance) && await TryOpenAsync(instance, cancellationToken).ConfigureAwait(false) is { } workItem)
            {
                return workItem;
            }
        }

        return null;
    }

    /// <returns>Null if the instance had to be ended.</returns>
    public async Task<List<TaskMessage>?> ReadMessagesAsync(LiveInstance instance)
    {
        try
        {
            return
            [
                .. instance.Taken.Select(arrival => arrival.Message ?? hub.Reads.Read(reads =>
                    arrival.IsTimer ? reads.Timer(arrival.Id) : reads.Message(arrival.Id))),
            ];
        }
        catch (CorruptRecordException exception)
        {
            await hub.WriteAsync(new CorruptInstance(hub, instance, exception.Message)).ConfigureAwait(false);
            return null;
        }
    }

    private async Task<OrchestrationWorkItem?> TryOpenAsync(LiveInstance instance, CancellationToken stopping)
    {
        OrchestrationWorkItem? workItem = null;
        try
        {
            return workItem = await OpenAsync(instance, stopping).ConfigureAwait(false);
        }
        finally
        {
            if (workItem is null)
            {
                hub.Instances.Abandon(instance);
                hub.Instances.Release(instance);
            }
        }
    }

    private async Task<OrchestrationWorkItem?> OpenAsync(LiveInstance instance, CancellationToken stopping)
    {
        if (await ReadMessagesAsync(instance).ConfigureAwait(false) is not { } messages ||
            await ReadStateAsync(instance, messages).ConfigureAwait(false) is not { } state)
        {
            return null;
        }

        RewoundWork.Prepare(state, messages);
        var idle = hub.Options.ExtendedSessionIdleTimeout;
        return new OrchestrationWorkItem(hub, instance, state)
        {
            NewMessages = messages,
            // In a session the engine relies on the worker to keep an entity's state, which a bare worker does not.
            Session = idle > TimeSpan.Zero && !instance.IsEntity ? new OrchestrationSession(hub, idle, stopping) : null,
        };
    }

    private async Task<OrchestrationRuntimeState?> ReadStateAsync(LiveInstance instance, List<TaskMessage> messages)
    {
        try
        {
            var state = new OrchestrationRuntimeState(instance.History ?? hub.Reads.Read(reads => reads.History(instance.Row)));
            return state.ExecutionStartedEvent is not null || messages.Any(static message => message.Event is ExecutionStartedEvent)
                ? state
                : throw new CorruptRecordException("The stored history does not begin with a start.");
        }
        // The engine's own check of a history throws an InvalidOperationException.
        catch (Exception exception) when (exception is CorruptRecordException or (InvalidOperationException and not ObjectDisposedException))
        {
            await hub.WriteAsync(new CorruptInstance(hub, instance, exception.Message)).ConfigureAwait(false);
            return null;
        }
    }
}
