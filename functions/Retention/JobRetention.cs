using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>
/// Deletes old jobs with everything but their inputs; those with a lifetime of their own including their inputs. Ids contain the time of creation, so neither rows nor blobs
/// need to be read, except for jobs with a lifetime, whose expiry is in their row.
/// </summary>
public sealed class JobRetention(
    JobTable table, ExpiryTable expiries, AccountLedger ledger, BlobStore blobs, JobDeletion deletion, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int PageRows = 100;

    /// <returns>How many jobs were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = JobId.At(now - options.Value.Assets, 0);
        var removed = 0;
        await foreach (var account in ledger.ListAccountsAsync(cancellationToken))
        {
            removed += await RemoveByOwnLifetimeAsync(durable, account, now, cancellationToken);
            removed += await RemoveListedAsync(durable, account, oldest, cancellationToken);
        }

        return removed + await RemoveStoredAsync(durable, oldest, cancellationToken);
    }

    /// <summary>Deletes the jobs of all accounts whose own lifetime is over, without reading any other job.</summary>
    /// <returns>How many jobs were deleted.</returns>
    public async Task<int> RemoveDueAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var due in expiries.ListAsync(time.GetUtcNow(), cancellationToken))
        {
            if (await TryRemoveAsync(durable, due.Account, due.Job, true, cancellationToken))
            {
                await expiries.RemoveAsync(due, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Deletes an account's jobs whose own lifetime is over, and only the results of those whose results have expired.</summary>
    private async Task<int> RemoveByOwnLifetimeAsync(DurableTaskClient durable, string account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var job in table.ListExpiredAsync(account, now, cancellationToken))
        {
            if (job.HasExpired(now))
            {
                removed += await TryRemoveAsync(durable, account, job.Id, true, cancellationToken) ? 1 : 0;
            }
            else
            {
                await deletion.RemoveResultsAsync(durable, account, job.Id, cancellationToken);
                await table.PutAsync(account, job with { ResultsExpire = null }, cancellationToken);
            }
        }

        return removed;
    }

    private async Task<int> RemoveListedAsync(DurableTaskClient durable, string account, JobId oldest, CancellationToken cancellationToken)
    {
        var removed = 0;
        for (JobId? after = oldest; after is not null;)
        {
            var page = await table.ListAsync(account, after, PageRows, cancellationToken);
            foreach (var job in page.Jobs.Where(job => job.Expires is null))
            {
                removed += await TryRemoveAsync(durable, account, job.Id, false, cancellationToken) ? 1 : 0;
            }

            after = page.Next;
        }

        return removed;
    }

    /// <summary>Deletes results whose job no longer has a row.</summary>
    private async Task<int> RemoveStoredAsync(DurableTaskClient durable, JobId oldest, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var account in blobs.ListFoldersAsync(new BlobReference(Containers.Results, ""), cancellationToken))
        {
            await foreach (var name in blobs.ListFoldersAsync(new BlobReference(Containers.Results, account), cancellationToken))
            {
                // Folders are listed in order of their names, and therefore oldest first.
                if (!JobId.TryParse(name, out var id) || id >= oldest)
                {
                    break;
                }

                if (await table.FindAsync(account, id, cancellationToken) is not { Expires: not null })
                {
                    removed += await TryRemoveAsync(durable, account, id, false, cancellationToken) ? 1 : 0;
                }
            }
        }

        return removed;
    }

    /// <returns>False if the job, or something that belongs to it, is still open: the next run finds it again.</returns>
    private async Task<bool> TryRemoveAsync(DurableTaskClient durable, string account, JobId id, bool withInputs, CancellationToken cancellationToken)
    {
        if (await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is { IsCompleted: false })
        {
            return false;
        }

        try
        {
            await deletion.RemoveAsync(durable, account, id, withInputs, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
