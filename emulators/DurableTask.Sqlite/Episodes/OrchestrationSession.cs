using DurableTask.Core;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Episodes;

/// <summary>Keeps an instance locked after its episode, with its orchestrator in memory, until nothing has arrived for a while.</summary>
/// <param name="hub">The hub where messages arrive.</param>
/// <param name="idleTimeout">The session ends after this long without a message.</param>
/// <param name="stopping">Canceled when the worker stops.</param>
internal sealed class OrchestrationSession(OpenHub hub, TimeSpan idleTimeout, CancellationToken stopping) : IOrchestrationSession
{
    /// <returns>Null if the session is over.</returns>
    public async Task<IList<TaskMessage>?> FetchNewOrchestrationMessagesAsync(TaskOrchestrationWorkItem workItem)
    {
        var instance = ((OrchestrationWorkItem)workItem).Instance;
        if (hub.Instances.TakeOrWait(instance) is { } arrival)
        {
            try
            {
                await arrival.WaitAsync(idleTimeout, stopping).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                return null;
            }
            finally
            {
                hub.Instances.StopWaiting(instance);
            }

            if (hub.Instances.TakeOrWait(instance) is not null)
            {
                hub.Instances.StopWaiting(instance);
                return null;
            }
        }

        return await new EpisodeSource(hub).ReadMessagesAsync(instance).ConfigureAwait(false);
    }

    public Task EndSessionAsync() => Task.CompletedTask;
}
