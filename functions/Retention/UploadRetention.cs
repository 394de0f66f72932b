using Microsoft.Extensions.Options;
using SegFunctions.Media;
using SegFunctions.Storage;

namespace SegFunctions.Retention;

/// <summary>Deletes old inputs: used ones some time after their last use; unused ones sooner, or at the time that was promised.</summary>
public sealed class UploadRetention(BlobStore blobs, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <returns>How many uploads were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var removed = 0;
        await foreach (var upload in blobs.ListWithMetadataAsync(Containers.Inputs, cancellationToken))
        {
            var lifetime = UploadMarks.AreUsed(upload.Metadata) ? options.Value.Assets + UploadStore.MarkInterval : options.Value.UnusedUploads;
            if ((UploadMarks.FindEnd(upload.Metadata) ?? upload.Properties.LastModified + lifetime) <= now)
            {
                // The removal fails, as it should, if the upload was used since it was listed.
                removed += await blobs.TryRemoveAsync(
                    new(Containers.Inputs, upload.Name), upload.Properties.ETag!.Value, cancellationToken) ? 1 : 0;
            }
        }

        return removed;
    }
}
