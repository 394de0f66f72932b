using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Submission;

/// <summary>Reads the progress of a job's videos from their own orchestrations; reported to the job's, it would make that one's history grow.</summary>
internal static class VideoReading
{
    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">A job of videos.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Job> WithProgressAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        // Only a few run at the same time.
        var items = await Task.WhenAll(job.Items.Select(async (item, i) => item.Status == JobStatus.Running
            ? item with { Frames = await FindProgressAsync(durable, job.Id, i, cancellationToken) }
            : item));
        return job with { Items = items };
    }

    /// <summary>Reads the first attempt's progress, or the second's once the first has ended.</summary>
    private static async Task<FrameProgress?> FindProgressAsync(DurableTaskClient durable, JobId id, int item, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var name = new ItemAttempt(item, attempt).VideoInstanceOf(id.ToString());
            switch (await durable.GetInstanceAsync(name, true, cancellationToken))
            {
                case null:
                    return null;
                case { IsCompleted: false, SerializedCustomStatus: { } status } instance when status.Length > 0:
                    return VideoProgress.Find(instance.ReadCustomStatusAs<string>());
                case { IsCompleted: false }:
                    return null;
            }
        }
    }
}
