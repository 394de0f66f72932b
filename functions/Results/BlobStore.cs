using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;

namespace SegFunctions.Results;

/// <summary>Blobs by reference. A container is made when a write finds it missing.</summary>
public sealed class BlobStore(BlobServiceClient service)
{
    public BlobClient Blob(BlobReference reference) => service.GetBlobContainerClient(reference.Container).GetBlobClient(reference.Name);

    /// <summary>Writes the blob unless one is there.</summary>
    /// <returns>False when one is there, which stays as it is.</returns>
    public async Task<bool> TryAddAsync(BlobReference reference, BinaryData content, string contentType, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(reference, content, contentType, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Writes the blob, over one that may be there.</summary>
    public Task PutAsync(BlobReference reference, BinaryData content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(reference, content, contentType, null, cancellationToken);

    /// <returns>Null when there is no such blob.</returns>
    public async Task<BinaryData?> FindAsync(BlobReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await Blob(reference).DownloadContentAsync(cancellationToken)).Value.Content;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <returns>Null when there is no such blob; else its head and an open stream, which the caller closes.</returns>
    public async Task<BlobDownloadStreamingResult?> OpenAsync(BlobReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await Blob(reference).DownloadStreamingAsync(null, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <returns>The media type it was stored with; null when there is no such blob.</returns>
    public async Task<string?> FindContentTypeAsync(BlobReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await Blob(reference).GetPropertiesAsync(null, cancellationToken)).Value.ContentType;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <returns>Names of all blobs below the folder; none when the container is missing.</returns>
    public async Task<IReadOnlySet<string>> ListAsync(BlobReference folder, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var pages = service.GetBlobContainerClient(folder.Container)
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, folder.Name + "/", cancellationToken);
        try
        {
            await foreach (var blob in pages)
            {
                names.Add(blob.Name);
            }
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            names.Clear();
        }

        return names;
    }

    /// <summary>For writes that cannot be done a second time.</summary>
    public async Task EnsureContainerAsync(string container, CancellationToken cancellationToken)
    {
        if (!await service.GetBlobContainerClient(container).ExistsAsync(cancellationToken))
        {
            await CreateContainerAsync(container, cancellationToken);
        }
    }

    public Task CreateContainerAsync(string container, CancellationToken cancellationToken) =>
        service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    private async Task WriteAsync(
        BlobReference reference, BinaryData content, string contentType, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, Conditions = conditions };
        try
        {
            await Blob(reference).UploadAsync(content, options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await CreateContainerAsync(reference.Container, cancellationToken);
            await Blob(reference).UploadAsync(content, options, cancellationToken);
        }
    }
}
