using System.Runtime.CompilerServices;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>Lets requests follow open jobs. Each process polls a job only while at least one request follows it, and once for all of them.</summary>
public sealed class JobWatches(JobWait waits, TimeProvider time, ILogger<JobWatches> logger)
{
    /// <summary>Time between two polls, growing while nothing happens. A job's end is reported by the backend at once.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private const double Growth = 1.5;

    private readonly Lock _gate = new();
    private readonly Dictionary<JobId, JobWatch> _open = [];

    /// <summary>Returns the job's current state, and again whenever it has new events, until it has ended or is deleted.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">A job that the caller may see.</param>
    /// <param name="cancellationToken">Ends the sequence, without an exception.</param>
    public async IAsyncEnumerable<Job> FollowAsync(DurableTaskClient durable, Job job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (job.Status.IsTerminal())
        {
            yield return job;
            yield break;
        }

        var watch = Enter(durable, job);
        try
        {
            Job? seen = null;
            while (true)
            {
                var (latest, change) = watch.Look();
                if (latest is null)
                {
                    yield break;
                }

                if (!ReferenceEquals(latest, seen))
                {
                    seen = latest;
                    yield return latest;
                }

                if (latest.Status.IsTerminal())
                {
                    yield break;
                }

                // Most followers disconnect, and an exception for each would cost more than all the rest.
                await change.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                {
                    yield break;
                }
            }
        }
        finally
        {
            Leave(watch);
        }
    }

    /// <summary>The job's state at the last poll. It may be up to two seconds old; a follower still receives all later events.</summary>
    /// <param name="account">The caller's account.</param>
    /// <param name="id">Any job.</param>
    /// <returns>Null if no request follows the job, or it belongs to another account.</returns>
    public Job? FindFollowed(string account, JobId id)
    {
        lock (_gate)
        {
            return _open.TryGetValue(id, out var watch) && watch.Look().Latest is { } latest && latest.Account == account ? latest : null;
        }
    }

    private JobWatch Enter(DurableTaskClient durable, Job job)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(job.Id, out var watch))
            {
                _open[job.Id] = watch = new JobWatch(job);
                _ = WatchAsync(durable, watch);
            }

            watch.Followers++;
            return watch;
        }
    }

    private void Leave(JobWatch watch)
    {
        lock (_gate)
        {
            if (--watch.Followers == 0)
            {
                Close(watch);
                watch.Dispose();
            }
        }
    }

    private void Close(JobWatch watch)
    {
        lock (_gate)
        {
            if (_open.GetValueOrDefault(watch.Id) == watch)
            {
                _open.Remove(watch.Id);
            }
        }
    }

    private async Task WatchAsync(DurableTaskClient durable, JobWatch watch)
    {
        var pause = ShortestPause;
        while (!watch.Stopped.IsCancellationRequested)
        {
            try
            {
                var due = Task.Delay(pause, time, watch.Stopped);
                var latest = await waits.WaitAsync(durable, watch.Id, pause, watch.Stopped);
                if (latest is null)
                {
                    // A wait that fails returns early.
                    await due;
                    latest = await FindAsync(durable, watch);
                }

                pause = watch.TryShow(latest) ? ShortestPause : Lengthen(pause);
                if (latest is null || latest.Status.IsTerminal())
                {
                    Close(watch);
                    return;
                }
            }
            catch (Exception exception) when (!watch.Stopped.IsCancellationRequested)
            {
                // For followers, the next event is merely late.
                logger.LookFailed(exception, watch.Id);
                pause = LongestPause;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <returns>Null if the job was deleted.</returns>
    private static async Task<Job?> FindAsync(DurableTaskClient durable, JobWatch watch) =>
        await durable.GetInstanceAsync(watch.Id.ToString(), true, watch.Stopped) is { } instance ? JobReading.Read(watch.Id, instance) : null;

    private static TimeSpan Lengthen(TimeSpan pause) => pause * Growth < LongestPause ? pause * Growth : LongestPause;
}

/// <summary>One job's latest state, for all of its followers.</summary>
internal sealed class JobWatch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private State _state;

    public JobWatch(Job job)
    {
        (Id, Stopped) = (job.Id, _stop.Token);
        _state = new State(job, NewSignal());
    }

    public JobId Id { get; }

    /// <summary>Guarded by the lock of the watches.</summary>
    public int Followers { get; set; }

    /// <summary>Canceled when the last follower has left.</summary>
    public CancellationToken Stopped { get; }

    /// <returns>The job, or null if it was deleted; and a task that completes with the next change.</returns>
    public (Job? Latest, Task Change) Look()
    {
        var state = Volatile.Read(ref _state);
        return (state.Latest, state.Change.Task);
    }

    /// <param name="latest">Null if the job was deleted.</param>
    /// <returns>False if there is nothing new for followers.</returns>
    public bool TryShow(Job? latest)
    {
        if (latest is not null && latest.Events.Count == _state.Latest?.Events.Count)
        {
            return false;
        }

        var before = Interlocked.Exchange(ref _state, new State(latest, NewSignal()));
        before.Change.SetResult();
        return true;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record State(Job? Latest, TaskCompletionSource Change);
}
