using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Archives;

/// <summary>Packs the files of the plan, replacing an existing archive. If the job is deleted meanwhile, the archive is deleted too.</summary>
public sealed class BuildArchiveActivity(ArchiveWriter writer, BlobStore blobs, JobPresence jobs)
{
    [Function(ArchiveFunctionNames.BuildArchive)]
    public async Task RunAsync([ActivityTrigger] ArchiveInput input, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(input.Plan, input.Zip, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Any exception can be the consequence of a deleted job, whose files no longer exist.
            if (!await TryTakeBackAsync(input, durable, cancellationToken))
            {
                throw;
            }

            return;
        }

        await TryTakeBackAsync(input, durable, cancellationToken);
    }

    private async Task<bool> TryTakeBackAsync(ArchiveInput input, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var (account, job) = ArchivePaths.OwnerOf(input.Plan);
        if (!await jobs.IsGoneAsync(durable, account, job, cancellationToken))
        {
            return false;
        }

        await blobs.RemoveAsync(input.Zip, cancellationToken);
        return true;
    }
}
