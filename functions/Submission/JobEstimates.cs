using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>Estimates what a job would cost and how long it would take, without submitting it.</summary>
public sealed class JobEstimates(JobTable table)
{
    /// <summary>How many of the account's newest jobs the estimate is based on.</summary>
    private const int Jobs = 50;

    /// <param name="spec">Has passed <see cref="JobValidation"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<JobEstimate> EstimateAsync(JobSpec spec, CancellationToken cancellationToken) => spec.Video is { } video
        ? new JobEstimate(spec.Terms.PriceOf(spec.Items.Count * (video.Sampling.NumFrames ?? video.Sampling.MaxFrames)), null)
        : new JobEstimate(spec.Terms.PriceOf(spec.Items.Count), EstimateTime(spec, (await table.ListAsync(spec.Account, null, Jobs, cancellationToken)).Jobs));

    /// <summary>Multiplies the number of items by the median time per picture of the account's recent jobs, from their acceptance to their end.</summary>
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

/// <param name="Tokens">What the job costs if every item succeeds; for videos, whose frames are not counted yet, the maximum.</param>
/// <param name="Time">From its acceptance to its end; null if there is nothing to estimate it from, and for videos.</param>
public sealed record JobEstimate(long Tokens, TimeSpan? Time);
