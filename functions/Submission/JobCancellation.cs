using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Telemetry;

namespace SegFunctions.Submission;

/// <summary>Asks for the end of a job. Asked again, it changes nothing.</summary>
public sealed class JobCancellation(BlobStore blobs, ILogger<JobCancellation> logger)
{
    /// <summary>
    /// The marker comes first, because the workers look for it before they begin an item: nothing starts any more, however long the
    /// orchestration takes to hear of it, and whatever becomes of the event.
    /// </summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">One that has not ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task RequestAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        var id = job.Id.ToString();
        await blobs.TryAddAsync(new ResultPaths(job.Account, id).CancelMarker, BinaryData.Empty, "text/plain", cancellationToken);
        try
        {
            await durable.RaiseEventAsync(id, EventNames.Cancel, null, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses an instance that has ended with a type of its own; so the instance is asked for.
            if (await durable.GetInstanceAsync(id, false, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }
        }

        logger.CancelRequested(id);
    }
}
