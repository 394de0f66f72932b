using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>Waits for the end of a job on behalf of a request. The orchestration backend reports the end; nothing is polled.</summary>
public sealed class JobWait(TimeProvider time, ILogger<JobWait> logger) : IDisposable
{
    /// <summary>A wait occupies a stream of the connection to the backend, and every other call needs one too; further waits queue in this process.</summary>
    internal const int MaxAtBackend = 64;

    private readonly SemaphoreSlim _free = new(MaxAtBackend);

    /// <summary>Returns early when the job ends. Whatever ends the wait, the job goes on.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="id">A job that the caller may see.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ended job; null if the wait ended first.</returns>
    public Task<Job?> WaitAsync(DurableTaskClient durable, JobId id, TimeSpan limit, CancellationToken cancellationToken) => WaitAsync(
        id,
        limit,
        async ending =>
        {
            await _free.WaitAsync(ending);
            return await WaitInPlaceAsync(durable, id, ending);
        },
        cancellationToken);

    /// <summary>Begins the same wait if there is room for it at the backend right now.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="id">A job that the caller may see.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ended job, or null if the wait ended first; no task if there is no room.</returns>
    public Task<Job?>? TryWaitAsync(DurableTaskClient durable, JobId id, TimeSpan limit, CancellationToken cancellationToken) =>
        _free.Wait(0, CancellationToken.None) ? WaitAsync(id, limit, ending => WaitInPlaceAsync(durable, id, ending), cancellationToken) : null;

    public void Dispose() => _free.Dispose();

    private async Task<Job?> WaitAsync(JobId id, TimeSpan limit, Func<CancellationToken, Task<Job?>> wait, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await wait(ending.Token);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // Each backend ends a canceled wait with an exception type of its own.
            return null;
        }
        catch (Exception exception)
        {
            // The job was accepted, and the client must learn that nevertheless.
            logger.WaitBroken(exception, id);
            return null;
        }
    }

    /// <summary>Gives the place at the backend back.</summary>
    private async Task<Job?> WaitInPlaceAsync(DurableTaskClient durable, JobId id, CancellationToken cancellationToken)
    {
        try
        {
            return JobReading.Read(id, await durable.WaitForInstanceCompletionAsync(id.ToString(), true, cancellationToken));
        }
        finally
        {
            _free.Release();
        }
    }
}
