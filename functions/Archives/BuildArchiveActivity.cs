using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Archives;

/// <summary>Packs the files of the plan, replacing an existing archive. Of a job that is deleted meanwhile nothing is left.</summary>
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
            // Whatever it was: of a deleted job the files are gone.
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
