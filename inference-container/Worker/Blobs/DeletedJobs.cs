using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Blobs;

/// <summary>
/// Deletes the results of an attempt whose job has been deleted. The app deletes the job's presence marker first and its results after that. So if an attempt
/// finds the marker after writing everything, the app will delete what it wrote; if not, the attempt deletes it itself.
/// </summary>
internal sealed class DeletedJobs(BlobServiceClient blobs)
{
    /// <returns>Whether the job has been deleted; then the attempt's folder is empty.</returns>
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
