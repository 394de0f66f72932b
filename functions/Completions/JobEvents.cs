using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Orchestrations;
using SegFunctions.Telemetry;

namespace SegFunctions.Completions;

/// <summary>Events for jobs. Those for a job that is unknown or has ended are dropped.</summary>
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
            // Each backend refuses an instance that is not there with a type of its own; so the instance is asked for.
            if (await durable.GetInstanceAsync(jobId, false, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }

            logger.UpdatesDropped(jobId, updates.Length);
        }
    }
}
