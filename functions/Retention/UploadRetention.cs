using Microsoft.Extensions.Options;
using SegFunctions.Media;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>Deletes old inputs: used ones a while after their last use, others sooner, or when promised.</summary>
public sealed class UploadRetention(BlobStore blobs, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <returns>How many uploads were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var removed = 0;
        await foreach (var upload in blobs.ListWithMetadataAsync(Containers.Inputs, cancellationToken))
        {
            var lifetime = UploadMarks.AreUsed(upload.Metadata) ? options.Value.Assets : options.Value.UnusedUploads;
            if ((UploadMarks.FindEnd(upload.Metadata) ?? upload.Properties.LastModified + lifetime) <= now)
            {
                // One that was used since it was listed stays.
                removed += await blobs.TryRemoveAsync(
                    new(Containers.Inputs, upload.Name), upload.Properties.ETag!.Value, cancellationToken) ? 1 : 0;
            }
        }

        return removed;
    }
}
