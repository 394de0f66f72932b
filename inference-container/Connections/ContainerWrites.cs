using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SegFunctions.Connections;

/// <summary>Writes that make the container they go to: the first one ever does, and the first one to a local store that has lost its last seconds.</summary>
public static class ContainerWrites
{
    /// <param name="container">Created if it is missing; then <paramref name="write"/> is called once more.</param>
    /// <param name="write">Can be repeated: it does not consume a stream.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    public static async Task WriteAsync(this BlobContainerClient container, Func<BlobContainerClient, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(container);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await write(container);
        }
    }
}
