using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SegFunctions.Connections;
using SegFunctions.Contract;

namespace SegFunctions.Storage;

/// <summary>Blobs by reference. A container is created when a write finds it missing.</summary>
public sealed class BlobStore(BlobServiceClient service)
{
    private const int ParallelRemovals = 16;

    // Players read the beginning and the end of a film, and drop most of what they asked for.
    private const int PieceBytes = 1 << 20;

    public BlobClient Blob(BlobReference reference) => service.GetBlobContainerClient(reference.Container).GetBlobClient(reference.Name);

    public BlockBlobClient Block(BlobReference reference) => service.GetBlobContainerClient(reference.Container).GetBlockBlobClient(reference.Name);

    /// <summary>Writes the blob unless it exists.</summary>
    /// <returns>False if the blob already exists; it stays unchanged.</returns>
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

    /// <summary>Writes the blob, replacing an existing one.</summary>
    public Task PutAsync(BlobReference reference, BinaryData content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(reference, content, contentType, null, cancellationToken);

    /// <returns>Null if the blob does not exist.</returns>
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

    /// <returns>Null if the blob does not exist; otherwise its properties and an open stream, which the caller closes.</returns>
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

    /// <returns>A stream that can seek and reads the blob in pieces, as long as it has this ETag; the caller closes it.</returns>
    /// <exception cref="RequestFailedException">The blob was replaced or deleted; also thrown when reading.</exception>
    public Task<Stream> OpenPartsAsync(BlobReference reference, ETag unchanged, CancellationToken cancellationToken)
    {
        var options = new BlobOpenReadOptions(allowModifications: false)
        {
            BufferSize = PieceBytes,
            Conditions = new BlobRequestConditions { IfMatch = unchanged },
        };
        return Blob(reference).OpenReadAsync(options, cancellationToken);
    }

    /// <returns>Null if the blob does not exist.</returns>
    public async Task<BlobProperties?> FindPropertiesAsync(BlobReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await Blob(reference).GetPropertiesAsync(null, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <returns>False if the blob does not exist.</returns>
    public async Task<bool> TrySetMetadataAsync(
        BlobReference reference, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        try
        {
            await Blob(reference).SetMetadataAsync(new Dictionary<string, string>(metadata), null, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return false;
        }
    }

    /// <returns>Names of all blobs below the folder; empty if the container is missing.</returns>
    public async Task<IReadOnlySet<string>> ListAsync(BlobReference folder, CancellationToken cancellationToken)
    {
        var pages = service.GetBlobContainerClient(folder.Container)
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, folder.Name + "/", cancellationToken);
        return await NothingIfMissing(pages).Select(blob => blob.Name).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <returns>Names of the folders directly below this one, or below the root if its name is empty, in order; none if the container is missing.</returns>
    public IAsyncEnumerable<string> ListFoldersAsync(BlobReference folder, CancellationToken cancellationToken)
    {
        var prefix = folder.Name.Length == 0 ? "" : folder.Name + "/";
        var items = service.GetBlobContainerClient(folder.Container)
            .GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken);
        return NothingIfMissing(items).Where(item => item.IsPrefix).Select(item => item.Prefix[prefix.Length..^1]);
    }

    /// <returns>Every blob in the container; none if the container is missing.</returns>
    public IAsyncEnumerable<BlobItem> ListWithMetadataAsync(string container, CancellationToken cancellationToken) => NothingIfMissing(
        service.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, cancellationToken));

    /// <summary>Deletes the blob if it exists.</summary>
    public Task RemoveAsync(BlobReference reference, CancellationToken cancellationToken) =>
        Blob(reference).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <returns>False if the blob no longer has this ETag, or does not exist.</returns>
    public async Task<bool> TryRemoveAsync(BlobReference reference, ETag unchanged, CancellationToken cancellationToken)
    {
        try
        {
            var conditions = new BlobRequestConditions { IfMatch = unchanged };
            return await Blob(reference).DeleteIfExistsAsync(DeleteSnapshotsOption.None, conditions, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }

    /// <summary>Deletes every blob below the folder.</summary>
    public async Task RemoveFolderAsync(BlobReference folder, CancellationToken cancellationToken)
    {
        var names = await ListAsync(folder, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelRemovals, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await RemoveAsync(folder with { Name = name }, token));
    }

    /// <summary>Creates the container if it is missing; for writes that cannot be repeated.</summary>
    public async Task EnsureContainerAsync(string container, CancellationToken cancellationToken)
    {
        if (!await service.GetBlobContainerClient(container).ExistsAsync(cancellationToken))
        {
            await CreateContainerAsync(container, cancellationToken);
        }
    }

    public Task CreateContainerAsync(string container, CancellationToken cancellationToken) =>
        service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    private static async IAsyncEnumerable<T> NothingIfMissing<T>(IAsyncEnumerable<T> source)
    {
        await using var items = source.GetAsyncEnumerator();
        while (await TryMoveAsync(items))
        {
            yield return items.Current;
        }
    }

    private static async Task<bool> TryMoveAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    private async Task WriteAsync(
        BlobReference reference, BinaryData content, string contentType, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, Conditions = conditions };
        await service.GetBlobContainerClient(reference.Container).WriteAsync(
            container => container.GetBlobClient(reference.Name).UploadAsync(content, options, cancellationToken), cancellationToken);
    }
}
