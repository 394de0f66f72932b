using Azure;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>
/// Submits a job once, however often it is requested under one key. The key's row is written before anything else, and has the job's id
/// before the job starts, so that a retry finds the job, or continues where the first request broke off.
/// </summary>
public sealed class IdempotentSubmission(JobClient jobs, IdempotencyTable table, TimeProvider time)
{
    /// <summary>
    /// After this time a request that has not started its job is assumed dead. If it was only slow, no harm is done: it finds its row changed, or
    /// starts the same job as the request that took over.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <param name="durable">The trigger's client.</param>
    /// <param name="spec">Has passed <see cref="JobValidation"/>.</param>
    /// <param name="allowance">How many jobs the account may have.</param>
    /// <param name="key">A key of the spec's account.</param>
    /// <param name="onClaimed">
    /// Called with the job's id before the job starts, and again if an earlier request broke off after that. Not called for a job that has started.
    /// </param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The job started under this key, now or earlier.</returns>
    /// <exception cref="JobRefusedException">The account's limits do not allow the job; nothing is stored, and the key is free again.</exception>
    /// <exception cref="IdempotencyException">An earlier submission under this key is in progress, or had a different body.</exception>
    public async Task<JobId> SubmitAsync(
        DurableTaskClient durable, JobSpec spec, JobAllowance allowance, IdempotencyKey key, Func<JobId, Task> onClaimed, CancellationToken cancellationToken)
    {
        var drawn = jobs.DrawAsync(durable, spec, cancellationToken);
        try
        {
            var (row, started) = await TakeKeyAsync(durable, spec, key, cancellationToken);
            return started ?? await SubmitAsync(durable, spec, allowance, row, drawn, onClaimed, cancellationToken);
        }
        finally
        {
            // It may not have been needed, and must not outlive the request.
            await ((Task)drawn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>The key's row; and the job of an earlier submission if that has started it, otherwise this request has written the row.</returns>
    private async Task<(IdempotencyRow Row, JobId? Started)> TakeKeyAsync(
        DurableTaskClient durable, JobSpec spec, IdempotencyKey key, CancellationToken cancellationToken)
    {
        var row = IdempotencyRow.Of(spec.Account, key, time.GetUtcNow());
        while (!await table.TryWriteAsync(row, cancellationToken))
        {
            row = IdempotencyRow.Of(spec.Account, key, time.GetUtcNow());
            if (await table.FindAsync(spec.Account, key.Hash, cancellationToken) is not { } earlier)
            {
                continue;
            }

            if (earlier.Created + IdempotencyTable.Lifetime <= row.Created)
            {
                row.ETag = earlier.ETag;
                continue;
            }

            if (await FindStartedAsync(durable, earlier, key, cancellationToken) is { } started)
            {
                return (earlier, started);
            }

            (earlier.Begun, earlier.IsAbandoned) = (row.Begun, false);
            row = earlier;
        }

        return (row, null);
    }

    /// <returns>The job of the earlier submission; null if that broke off before it started one.</returns>
    private async Task<JobId?> FindStartedAsync(DurableTaskClient durable, IdempotencyRow earlier, IdempotencyKey key, CancellationToken cancellationToken)
    {
        if (earlier.BodyHash != key.BodyHash)
        {
            throw new IdempotencyException(IdempotencyFault.OtherBody);
        }

        if (earlier.FindJob() is { } id && await JobClient.HasStartedAsync(durable, earlier.PartitionKey, id, cancellationToken))
        {
            return id;
        }

        return earlier.IsAbandoned || earlier.Begun + Lease <= time.GetUtcNow() ? null : throw new IdempotencyException(IdempotencyFault.UnderWay);
    }

    /// <param name="row">A row that this request has written.</param>
    /// <param name="drawn">An id for the job, if it has none.</param>
    private async Task<JobId> SubmitAsync(
        DurableTaskClient durable,
        JobSpec spec,
        JobAllowance allowance,
        IdempotencyRow row,
        Task<JobId> drawn,
        Func<JobId, Task> onClaimed,
        CancellationToken cancellationToken)
    {
        try
        {
            return row.FindJob() is { } claimed && await jobs.TryResumeAsync(durable, claimed, spec, allowance.MaxRunning, onClaimed, cancellationToken)
                ? claimed
                : await jobs.SubmitAsync(durable, spec, allowance, await drawn, id => NoteAsync(row, id, cancellationToken), onClaimed, cancellationToken);
        }
        catch
        {
            // Whatever failed, the next request must not have to wait for this one's lease.
            await ReleaseAsync(row);
            throw;
        }
    }

    private async Task NoteAsync(IdempotencyRow row, JobId id, CancellationToken cancellationToken)
    {
        row.JobId = id.ToString();
        if (!await table.TryWriteAsync(row, cancellationToken))
        {
            throw new IdempotencyException(IdempotencyFault.UnderWay);
        }
    }

    /// <summary>Frees the key if no job id was drawn under it; otherwise marks it, so that the next request continues.</summary>
    private async Task ReleaseAsync(IdempotencyRow row)
    {
        row.IsAbandoned = true;
        try
        {
            _ = row.JobId is null
                ? await table.TryRemoveAsync(row, CancellationToken.None)
                : await table.TryWriteAsync(row, CancellationToken.None);
        }
        catch (RequestFailedException)
        {
            // The lease expires by itself.
        }
    }
}
