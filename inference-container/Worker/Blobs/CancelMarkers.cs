using Azure.Storage.Blobs;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Blobs;

/// <summary>Checks for the blob that marks a job as canceled.</summary>
internal sealed class CancelMarkers(BlobServiceClient blobs, TimeProvider time)
{
    public async Task<bool> ExistsAsync(BlobReference marker, CancellationToken cancellationToken) =>
        await blobs.GetBlobContainerClient(marker.Container).GetBlobClient(marker.Name).ExistsAsync(cancellationToken);

    /// <summary>Checks every second until disposed.</summary>
    /// <param name="request">A request whose job may be canceled or deleted at any time.</param>
    /// <param name="cancellationToken">Also cancels the watch's token.</param>
    public CancelWatch Watch(InferenceRequest request, CancellationToken cancellationToken) =>
        new(token => IsOverAsync(request, token), time, cancellationToken);

    private async Task<bool> IsOverAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        await ExistsAsync(request.CancelMarker, cancellationToken)
        || (request.PresenceMarker is { } presence && !await ExistsAsync(presence, cancellationToken));
}
