using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>
/// Lets a status request for a job that has just begun wait a moment for its end. Most jobs of one picture end within that second: a client that asks every few
/// milliseconds would take the processors from them, and still see the end late.
/// </summary>
public sealed class BriefWaits(JobWait waits, TimeProvider time) : IDisposable
{
    /// <summary>How many requests wait at the same time; others are answered at once. The rest of what the backend allows is for those that have asked to wait.</summary>
    public const int MaxAtOnce = JobWait.MaxAtBackend / 2;

    private readonly SemaphoreSlim _free = new(MaxAtOnce);

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
        var isYoung = !job.Status.IsTerminal() && !job.Summary.IsVideo && time.GetUtcNow() - job.Summary.Created < Young;
        if (!isYoung || !await _free.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return job;
        }

        try
        {
            return await waits.WaitAsync(durable, job.Id, Limit, cancellationToken) ?? job;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
