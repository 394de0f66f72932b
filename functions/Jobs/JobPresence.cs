using Microsoft.DurableTask.Client;

namespace SegFunctions.Jobs;

/// <summary>
/// Whether a job is still there, for whoever has written something that is to go with it. A deletion notes in the job's row first that it is gone, and looks for
/// what to delete after that: what is written before a look that finds the job is found by the deletion, and after a look that does not, its writer takes it back.
/// </summary>
public sealed class JobPresence(JobTable table, TimeProvider time)
{
    /// <param name="durable">The trigger's client.</param>
    /// <param name="account">Owner.</param>
    /// <param name="id">A job that once existed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<bool> IsGoneAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken) =>
        await table.FindAsync(account, id, cancellationToken) is { } row
            ? row.HasExpired(time.GetUtcNow())
            : await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is null;
}
