using Microsoft.DurableTask.Client;
using SegFunctions.Archives;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Retention;

/// <summary>
/// Deletes a job with everything stored for it. Its row is marked as expired first and deleted last, so that an interrupted deletion is found again. What
/// others write meanwhile they delete themselves, once they see that the job no longer exists: workers with attempts dispatched earlier (by <see cref="ResultPaths.PresenceMarker"/>),
/// archive builds and webhook deliveries (by <see cref="JobPresence"/>). The ledger keeps what the job cost.
/// </summary>
public sealed class JobDeletion(
    JobTable table,
    ExpiryTable expiries,
    BlobStore blobs,
    SecretStore secrets,
    IdempotencyTable keys,
    ArchiveClient archives,
    DeliveryRemoval deliveries,
    JobCancellation cancellation,
    JobWait waits)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Deletes the job, including the inputs that were stored for it alone. An open job is canceled first.</summary>
    /// <returns>False if the job, or something that belongs to it, did not end in time; another call continues the deletion.</returns>
    public async Task<bool> TryDeleteAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        if (!job.Status.IsTerminal() && !await TryCancelAsync(durable, job, cancellationToken))
        {
            return false;
        }

        try
        {
            await RemoveAsync(durable, job.Account, job.Id, true, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Deletes a job that has ended.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="account">The job's owner.</param>
    /// <param name="id">The job.</param>
    /// <param name="withInputs">Whether to delete the inputs that were stored for this job alone, too; earlier uploads stay in any case.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TimeoutException">An archive build or a delivery of the job did not end in time.</exception>
    public async Task RemoveAsync(DurableTaskClient durable, string account, JobId id, bool withInputs, CancellationToken cancellationToken)
    {
        var (name, paths) = (id.ToString(), new ResultPaths(account, id.ToString()));
        if (await table.FindAsync(account, id, cancellationToken) is { } row)
        {
            await table.PutAsync(account, row with { Expires = row.Created }, cancellationToken);
            await expiries.RemoveAsync(new Expiry(account, id, row.Expires ?? row.Created), cancellationToken);
        }

        await blobs.RemoveAsync(paths.PresenceMarker, cancellationToken);
        var spec = await JobClient.FindSpecAsync(durable, account, id, cancellationToken);
        if (spec is not null)
        {
            await RemoveInputsAsync(withInputs ? spec.OwnInputs : [], cancellationToken);
            await PurgeVideosAsync(durable, id, spec, cancellationToken);
        }

        await archives.RemoveAsync(durable, account, id, cancellationToken);
        if (spec is not { Subscriptions: null })
        {
            await deliveries.RemoveAsync(durable, account, id, cancellationToken);
        }

        await blobs.RemoveFolderAsync(paths.Job, cancellationToken);
        await secrets.RemoveAsync(SecretReference.OfJob(account, id), cancellationToken);
        await keys.RemoveOfJobAsync(account, id, cancellationToken);
        await durable.PurgeInstanceAsync(name, cancellationToken);
        await table.RemoveAsync(account, id, cancellationToken);
    }

    /// <summary>Deletes the results of an ended job; its request stays.</summary>
    public async Task RemoveResultsAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken)
    {
        var results = new ResultPaths(account, id.ToString());
        await archives.RemoveAsync(durable, account, id, cancellationToken);
        await blobs.RemoveAsync(results.Manifest, cancellationToken);
        await blobs.RemoveFolderAsync(results.Items, cancellationToken);
    }

    private async Task<bool> TryCancelAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        await cancellation.RequestAsync(durable, job, cancellationToken);
        if (await waits.WaitAsync(durable, job.Id, Patience, cancellationToken) is not null)
        {
            return true;
        }

        // Another request may have deleted it meanwhile. A job without an orchestration was accepted a moment ago and is about to start.
        return await durable.GetInstanceAsync(job.Id.ToString(), false, cancellationToken) is { IsCompleted: true }
            || await table.FindAsync(job.Account, job.Id, cancellationToken) is null;
    }

    private async Task RemoveInputsAsync(IEnumerable<Contract.BlobReference> inputs, CancellationToken cancellationToken)
    {
        foreach (var input in inputs)
        {
            await blobs.RemoveAsync(input, cancellationToken);
        }
    }

    /// <summary>Must run before the job's own instance is purged, which says how many videos there are.</summary>
    private static async Task PurgeVideosAsync(DurableTaskClient durable, JobId id, JobSpec spec, CancellationToken cancellationToken)
    {
        foreach (var attempt in spec.Video is null ? [] : Enumerable.Range(0, spec.Items.Count).SelectMany(ItemRun.AttemptsAt))
        {
            await durable.PurgeInstanceAsync(attempt.VideoInstanceOf(id.ToString()), cancellationToken);
        }
    }
}
