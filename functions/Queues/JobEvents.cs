using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Telemetry;

namespace SegFunctions.Queues;

/// <summary>Raises events for the orchestrations of jobs and their videos. Events for an unknown or ended instance are dropped.</summary>
public sealed class JobEvents(ILogger<JobEvents> logger)
{
    /// <summary>The instance that waits for an update: the job's, or the video's.</summary>
    public static string WaiterOf(InferenceUpdate update) =>
        update.Video is null ? update.JobId : new ItemAttempt(update.Item, update.Attempt).VideoInstanceOf(update.JobId);

    /// <param name="waiter">See <see cref="WaiterOf"/>.</param>
    /// <param name="updates">At least one, all for this instance.</param>
    public async Task RaiseAsync(DurableTaskClient durable, string waiter, InferenceUpdate[] updates, CancellationToken cancellationToken)
    {
        try
        {
            await durable.RaiseEventAsync(waiter, EventNames.Updates, updates, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses a missing instance with an exception type of its own, so the instance is looked up.
            if (await durable.GetInstanceAsync(waiter, false, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }

            logger.UpdatesDropped(waiter, updates.Length);
        }
    }
}
