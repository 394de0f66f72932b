using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Telemetry;

namespace SegFunctions.Submission;

/// <summary>Requests the cancellation of a job. Repeating it changes nothing.</summary>
public sealed class JobCancellation(BlobStore blobs, JobPresence jobs, ILogger<JobCancellation> logger)
{
    /// <summary>
    /// The marker is written first, because workers check for it as they begin an item, and store nothing of it before they know: no further item is done, however long the
    /// event takes to reach the orchestration, and even if it is lost.
    /// </summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">A job that is not terminal.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task RequestAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        var id = job.Id.ToString();
        var marker = new ResultPaths(job.Account, id).CancelMarker;
        await blobs.TryAddAsync(marker, BinaryData.Empty, "text/plain", cancellationToken);
        try
        {
            await durable.RaiseEventAsync(id, EventNames.Cancel, null, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses a terminal instance with an exception type of its own, so the instance is looked up.
            if (await durable.GetInstanceAsync(id, false, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }
        }

        logger.CancelRequested(id);
        if (await jobs.IsGoneAsync(durable, job.Account, job.Id, cancellationToken))
        {
            await blobs.RemoveAsync(marker, cancellationToken);
        }
    }
}
