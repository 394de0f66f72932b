using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Connections;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Video;

/// <summary>
/// Reads and writes the blobs of a video's steps. Uploads in progress are not canceled: an aborted one may still be stored
/// later, after the job's blobs have been deleted.
/// </summary>
internal sealed class ItemBlobs(BlobServiceClient blobs)
{
    /// <returns>Null if the blob does not exist.</returns>
    public async Task<T?> FindAsync<T>(BlobReference reference, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var content = await BlobOf(reference).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToObjectFromJson<T>(ContractJson.Options);
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <exception cref="InvalidOperationException">The blob does not exist, although an earlier step has written it.</exception>
    public async Task<T> GetAsync<T>(BlobReference reference, CancellationToken cancellationToken)
        where T : class =>
        await FindAsync<T>(reference, cancellationToken) ?? throw Missing(reference);

    /// <exception cref="InvalidOperationException">The blob does not exist, although an earlier step has written it.</exception>
    public async Task<byte[]> GetBytesAsync(BlobReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await BlobOf(reference).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            throw Missing(reference);
        }
    }

    /// <summary>Opens the content, which is downloaded as it is read.</summary>
    public Task<Stream> OpenAsync(BlobReference reference, CancellationToken cancellationToken) =>
        BlobOf(reference).OpenReadAsync(cancellationToken: cancellationToken);

    public Task DownloadAsync(BlobReference reference, string path, CancellationToken cancellationToken) =>
        BlobOf(reference).DownloadToAsync(path, cancellationToken);

    /// <summary>Writes a blob, replacing one with the same name: a repeated step writes the same content.</summary>
    public async Task UploadAsync(BlobReference reference, Stream content, string contentType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        await blobs.GetBlobContainerClient(reference.Container).WriteAsync(
            container =>
            {
                content.Position = 0;
                return container.GetBlobClient(reference.Name).UploadAsync(content, options, CancellationToken.None);
            },
            CancellationToken.None);
    }

    /// <summary>Writes a step's document unless there is one.</summary>
    /// <returns>The stored document, which is the first one that was written.</returns>
    public async Task<T> KeepFirstAsync<T>(BlobReference reference, T document, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await blobs.GetBlobContainerClient(reference.Container).WriteAsync(
                container => container.GetBlobClient(reference.Name).UploadAsync(
                    new BinaryData(JsonSerializer.SerializeToUtf8Bytes(document, ContractJson.Options)), options, CancellationToken.None),
                CancellationToken.None);
            return document;
        }
        catch (RequestFailedException exception) when (exception.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return await GetAsync<T>(reference, cancellationToken);
        }
    }

    private BlobClient BlobOf(BlobReference reference) => blobs.GetBlobContainerClient(reference.Container).GetBlobClient(reference.Name);

    private static InvalidOperationException Missing(BlobReference reference) => new($"The blob {reference} of an earlier step is missing.");
}
