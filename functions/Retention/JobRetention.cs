using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>
/// Deletes old jobs with everything but their inputs. Ids contain their age, so neither rows nor blobs need to be read, except for jobs with a
/// lifetime of their own, which is in their row.
/// </summary>
public sealed class JobRetention(
    JobTable table, AccountLedger ledger, BlobStore blobs, SecretStore secrets, IOptions<RetentionOptions> options, TimeProvider time)
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

    /// <summary>Deletes jobs whose own lifetime is over, or their results alone.</summary>
    private async Task<int> RemoveByOwnLifetimeAsync(DurableTaskClient durable, string account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var job in table.ListExpiredAsync(account, now, cancellationToken))
        {
            if (job.HasExpired(now))
            {
                removed += await TryRemoveAsync(durable, account, job.Id, cancellationToken) ? 1 : 0;
            }
            else
            {
                await RemoveResultsAsync(durable, account, job.Id, cancellationToken);
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

                if (await table.FindAsync(account, id, cancellationToken) is not { Expires: not null })
                {
                    removed += await TryRemoveAsync(durable, account, id, cancellationToken) ? 1 : 0;
                }
            }
        }

        return removed;
    }

    /// <summary>The row is deleted last: as long as it exists, the next run finds the job again.</summary>
    /// <returns>False if the job is still open.</returns>
    private async Task<bool> TryRemoveAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken)
    {
        var name = id.ToString();
        var instance = await durable.GetInstanceAsync(name, true, cancellationToken);
        if (instance is { IsCompleted: false })
        {
            return false;
        }

        await PurgeVideosAsync(durable, id, instance, cancellationToken);
        await RemoveResultsAsync(durable, account, id, cancellationToken);
        await blobs.RemoveFolderAsync(new ResultPaths(account, name).Job, cancellationToken);
        await secrets.RemoveAsync(SecretReference.OfJob(account, id), cancellationToken);
        await durable.PurgeInstanceAsync(name, cancellationToken);
        await table.RemoveAsync(account, id, cancellationToken);
        return true;
    }

    /// <summary>The job's own instance is purged after those of its videos: as long as it exists, it says how many there are.</summary>
    private static async Task PurgeVideosAsync(DurableTaskClient durable, JobId id, OrchestrationMetadata? instance, CancellationToken cancellationToken)
    {
        if (instance?.SerializedInput is null || instance.ReadInputAs<JobInput>() is not { Spec: { Video: not null } spec })
        {
            return;
        }

        foreach (var attempt in Enumerable.Range(0, spec.Items.Count).SelectMany(ItemRun.AttemptsAt))
        {
            await durable.PurgeInstanceAsync(VideoItems.InstanceIdOf(id.ToString(), attempt), cancellationToken);
        }
    }

    /// <summary>What the job found; what was asked of it stays.</summary>
    private async Task RemoveResultsAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken)
    {
        var (archive, results) = (new ArchivePaths(account, id.ToString()), new ResultPaths(account, id.ToString()));
        await blobs.RemoveAsync(archive.Zip, cancellationToken);
        await blobs.RemoveFolderAsync(archive.Folder, cancellationToken);
        await blobs.RemoveAsync(results.Manifest, cancellationToken);
        await blobs.RemoveFolderAsync(results.Items, cancellationToken);
        await durable.PurgeInstanceAsync(ArchiveClient.InstanceId(id.ToString()), cancellationToken);
    }
}
