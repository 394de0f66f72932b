using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Archives;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>Deletes archives that can no longer be downloaded; the job's results stay.</summary>
public sealed class ArchiveRetention(BlobStore blobs, IOptions<ArchiveOptions> options, TimeProvider time)
{
    /// <returns>How many archives were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var removed = 0;
        await foreach (var blob in blobs.ListWithMetadataAsync(Containers.Archives, cancellationToken))
        {
            if (blob.Properties.LastModified + options.Value.Lifetime > now
                || !await blobs.TryRemoveAsync(new(Containers.Archives, blob.Name), blob.Properties.ETag!.Value, cancellationToken))
            {
                continue;
            }

            if (ArchivePaths.TryReadJobId(blob.Name) is { } jobId)
            {
                await durable.PurgeInstanceAsync(ArchiveClient.InstanceId(jobId), cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
