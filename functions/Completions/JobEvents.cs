using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Orchestrations;
using SegFunctions.Telemetry;

namespace SegFunctions.Completions;

/// <summary>Raises events for jobs. Those for an unknown or ended job are dropped.</summary>
public sealed class JobEvents(ILogger<JobEvents> logger)
{
    /// <param name="updates">At least one, all about this job.</param>
    public async Task RaiseAsync(DurableTaskClient durable, string jobId, InferenceUpdate[] updates, CancellationToken cancellationToken)
    {
        try
        {
            await durable.RaiseEventAsync(jobId, EventNames.Updates, updates, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses a missing instance with an exception type of its own, so the instance is looked up.
            if (await durable.GetInstanceAsync(jobId, false, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }

            logger.UpdatesDropped(jobId, updates.Length);
        }
    }
}
