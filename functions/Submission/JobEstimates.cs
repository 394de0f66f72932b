using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>Says of a job that nobody has submitted what it would cost and how long it would take.</summary>
public sealed class JobEstimates(JobTable table)
{
    /// <summary>The account's newest jobs, which the estimate is made from.</summary>
    private const int Jobs = 50;

    /// <param name="spec">Without faults by <see cref="JobValidation"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<JobEstimate> EstimateAsync(JobSpec spec, CancellationToken cancellationToken) => spec.Video is { } video
        ? new JobEstimate(spec.Terms.PriceOf(spec.Items.Count * (video.Sampling.NumFrames ?? video.Sampling.MaxFrames)), null)
        : new JobEstimate(spec.Terms.PriceOf(spec.Items.Count), EstimateTime(spec, (await table.ListAsync(spec.Account, null, Jobs, cancellationToken)).Jobs));

    /// <summary>Half of the account's pictures took no longer, from the acceptance of their job to its end.</summary>
    private static TimeSpan? EstimateTime(JobSpec spec, IReadOnlyList<JobSummary> jobs)
    {
        TimeSpan[] pictures =
        [
            .. jobs.Where(job => job.Status == JobStatus.Completed && !job.IsVideo && job.Updated > job.Created)
                .Select(job => (job.Updated - job.Created) / job.ItemCount)
                .Order(),
        ];
        return pictures.Length == 0 ? null : pictures[pictures.Length / 2] * spec.Items.Count;
    }
}

/// <param name="Tokens">What the job costs if every item succeeds; of videos, whose frames nobody has counted, the most.</param>
/// <param name="Time">From its acceptance to its end; null when nothing is known to judge by.</param>
public sealed record JobEstimate(long Tokens, TimeSpan? Time);
