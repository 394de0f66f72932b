using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>
/// Lets a status request for a job that was created within the last second wait up to a quarter of a second for its end. Most jobs of one picture end by then: on a small machine, a client
/// that asks every few milliseconds would take the processors from them, and still see the end late.
/// </summary>
public sealed class BriefWaits(JobWait waits, JobClient jobs, TimeProvider time) : IDisposable
{
    /// <summary>
    /// How many requests wait at the same time, half of what the backend allows; others are answered at once. So are all while those that have asked to wait take every place at the backend.
    /// </summary>
    public const int MaxAtOnce = JobWait.MaxAtBackend / 2;

    private readonly SemaphoreSlim _free = new(MaxAtOnce);

    /// <summary>How long a request waits at most.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>No request waits for a job that is older.</summary>
    public static TimeSpan Young { get; } = TimeSpan.FromSeconds(1);

    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">The state at the time of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ended job, or its state when the wait ended; the given state if the request does not wait.</returns>
    public async Task<Job> ForEndAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        // A negative age is that of another clock.
        var age = time.GetUtcNow() - job.Summary.Created;
        if (job.Status.IsTerminal() || job.Summary.IsVideo || age < TimeSpan.Zero || age >= Young || !await _free.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return job;
        }

        try
        {
            return waits.TryWaitAsync(durable, job.Id, Limit, cancellationToken) is not { } waiting ? job
                : await waiting ?? await jobs.FindAsync(durable, job.Account, job.Id, cancellationToken) ?? job;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
