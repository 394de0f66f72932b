using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>
/// Lets a status request for a job that has just begun wait a moment for its end. Most jobs of one picture end within that second: a client that asks every few
/// milliseconds would take the processors from them, and still see the end late.
/// </summary>
public sealed class BriefWaits(JobWait waits, TimeProvider time)
{
    /// <summary>How long a request waits at most.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>No request waits for a job that is older.</summary>
    public static TimeSpan Young { get; } = TimeSpan.FromSeconds(1);

    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">The state at the time of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ended job, or the given state.</returns>
    public async Task<Job> ForEndAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        var isBrief = !job.Status.IsTerminal() && !job.Summary.IsVideo && time.GetUtcNow() - job.Summary.Created < Young;
        return isBrief ? await waits.WaitAsync(durable, job.Id, Limit, cancellationToken) ?? job : job;
    }
}
