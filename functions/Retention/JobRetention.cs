using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>Deletes old jobs with everything but their inputs. Ids contain their age, so neither rows nor blobs need to be read.</summary>
public sealed class JobRetention(JobTable table, AccountLedger ledger, BlobStore blobs, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int PageRows = 100;

    /// <returns>How many jobs were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var oldest = JobId.At(time.GetUtcNow() - options.Value.Assets, 0);
        var removed = 0;
        await foreach (var account in ledger.ListAccountsAsync(cancellationToken))
        {
            removed += await RemoveListedAsync(durable, account, oldest, cancellationToken);
        }

        return removed + await RemoveStoredAsync(durable, oldest, cancellationToken);
    }

    private async Task<int> RemoveListedAsync(DurableTaskClient durable, string account, JobId oldest, CancellationToken cancellationToken)
    {
        var removed = 0;
        for (JobId? after = oldest; after is not null;)
        {
            var page = await table.ListAsync(account, after, PageRows, cancellationToken);
            foreach (var job in page.Jobs)
            {
                removed += await TryRemoveAsync(durable, account, job.Id, cancellationToken) ? 1 : 0;
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
                // Folders are listed in the order of their names, and therefore of their age.
                if (!JobId.TryParse(name, out var id) || id >= oldest)
                {
                    break;
                }

                removed += await TryRemoveAsync(durable, account, id, cancellationToken) ? 1 : 0;
            }
        }

        return removed;
    }

    /// <summary>The row is deleted last: as long as it exists, the next run finds the job again.</summary>
    /// <returns>False if the job is still open.</returns>
    private async Task<bool> TryRemoveAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken)
    {
        var name = id.ToString();
        if (await durable.GetInstanceAsync(name, false, cancellationToken) is { IsCompleted: false })
        {
            return false;
        }

        var archive = new ArchivePaths(account, name);
        await blobs.RemoveAsync(archive.Zip, cancellationToken);
        await blobs.RemoveFolderAsync(archive.Folder, cancellationToken);
        await blobs.RemoveFolderAsync(new ResultPaths(account, name).Job, cancellationToken);
        await durable.PurgeInstanceAsync(ArchiveClient.InstanceId(name), cancellationToken);
        await durable.PurgeInstanceAsync(name, cancellationToken);
        await table.RemoveAsync(account, id, cancellationToken);
        return true;
    }
}
