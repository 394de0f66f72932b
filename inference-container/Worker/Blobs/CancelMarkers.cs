using Azure.Storage.Blobs;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Blobs;

/// <summary>Checks for the blob that marks a job as canceled.</summary>
internal sealed class CancelMarkers(BlobServiceClient blobs, TimeProvider time)
{
    public async Task<bool> ExistsAsync(BlobReference marker, CancellationToken cancellationToken) =>
        await blobs.GetBlobContainerClient(marker.Container).GetBlobClient(marker.Name).ExistsAsync(cancellationToken);

    /// <summary>Checks every second until disposed.</summary>
    /// <param name="marker">May appear at any time.</param>
    /// <param name="cancellationToken">Also cancels the watch's token.</param>
    public CancelWatch Watch(BlobReference marker, CancellationToken cancellationToken) =>
        new(token => ExistsAsync(marker, token), time, cancellationToken);
}
