using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Blobs;

/// <summary>
/// Leaves nothing of an attempt whose job has been deleted. The app takes the job's presence marker away first and its results after that: an attempt that
/// finds the marker once it has written all has written what the app will delete, and one that does not deletes by itself.
/// </summary>
internal sealed class DeletedJobs(BlobServiceClient blobs)
{
    /// <returns>Whether the job has been deleted; the attempt's folder is empty then.</returns>
    public async Task<bool> TryCleanUpAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        if (request.PresenceMarker is not { } marker || await BlobOf(marker).ExistsAsync(cancellationToken))
        {
            return false;
        }

        var container = blobs.GetBlobContainerClient(request.Results.Container);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, request.Results.Name + "/", cancellationToken))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }

        return true;
    }

    private BlobClient BlobOf(BlobReference reference) => blobs.GetBlobContainerClient(reference.Container).GetBlobClient(reference.Name);
}
