using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>Deletes cached embeddings after a while; the next prompt on such a picture merely takes longer.</summary>
public sealed class FeatureRetention(BlobStore blobs, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <returns>How many entries were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var latest = time.GetUtcNow() - options.Value.Features;
        var removed = 0;
        await foreach (var entry in blobs.ListWithMetadataAsync(ContainerNames.Features, cancellationToken))
        {
            if (entry.Properties.LastModified <= latest)
            {
                removed += await blobs.TryRemoveAsync(
                    new(ContainerNames.Features, entry.Name), entry.Properties.ETag!.Value, cancellationToken) ? 1 : 0;
            }
        }

        return removed;
    }
}
