using DurableTask.Core;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Episodes;

/// <summary>Keeps an instance locked after its episode, with its orchestrator in memory, until nothing has arrived for a while.</summary>
/// <param name="hub">Where messages arrive.</param>
/// <param name="idleTimeout">How long nothing may arrive.</param>
/// <param name="stopping">The worker stops.</param>
internal sealed class OrchestrationSession(OpenHub hub, TimeSpan idleTimeout, CancellationToken stopping) : IOrchestrationSession
{
    /// <returns>Null when the session is over.</returns>
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
