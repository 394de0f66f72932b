using Microsoft.DurableTask.Client;

namespace SegFunctions.Jobs;

/// <summary>
/// Tells code that has written something that belongs to a job whether the job still exists. A deletion first marks the job's row as expired, and then looks for
/// what to delete. So whatever was written before this check finds the job is found by the deletion; if the check does not find it, the writer deletes what it wrote.
/// </summary>
public sealed class JobPresence(JobTable table, TimeProvider time)
{
    /// <param name="durable">The trigger's client.</param>
    /// <param name="account">The job's owner.</param>
    /// <param name="id">A job that once existed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<bool> IsGoneAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken) =>
        await table.FindAsync(account, id, cancellationToken) is { } row
            ? row.HasExpired(time.GetUtcNow())
            : await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is null;
}
