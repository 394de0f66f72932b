using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Media;

/// <summary>Uploaded inputs.</summary>
public sealed class UploadStore(BlobStore blobs, IOptions<MediaOptions> options)
{
    private const int ParallelReads = 16;

    /// <summary>Blocks this large are in memory, two at a time; nothing of the blob is seen before the last one is stored.</summary>
    private static readonly StorageTransferOptions Blocks = new()
    {
        InitialTransferSize = 4 << 20,
        MaximumTransferSize = 4 << 20,
        MaximumConcurrency = 2,
    };

    /// <exception cref="UploadTooLargeException">The content is over the limit; nothing is stored.</exception>
    public async Task StoreAsync(UploadTicket ticket, Stream content, CancellationToken cancellationToken)
    {
        using var limited = new LimitedStream(content, options.Value.MaxBytes(ticket.ContentType));
        var upload = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = ticket.ContentType },
            TransferOptions = Blocks,
        };

        // The content can be read only once, so the container is there before the first byte is.
        await blobs.EnsureContainerAsync(ticket.Blob.Container, cancellationToken);
        await blobs.Blob(ticket.Blob).UploadAsync(limited, upload, cancellationToken);
    }

    /// <returns>For each id what was uploaded, in order; null where nothing was.</returns>
    public async Task<IReadOnlyList<UploadedFile?>> FindAsync(
        string account, IReadOnlyList<string> uploadIds, CancellationToken cancellationToken)
    {
        var files = new UploadedFile?[uploadIds.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Length, parallel, async (i, token) =>
        {
            if (UploadTicket.IsUploadId(uploadIds[i])
                && await blobs.FindPropertiesAsync(UploadTicket.BlobOf(account, uploadIds[i]), token) is { } blob)
            {
                files[i] = new UploadedFile(blob.ContentType, blob.ContentLength);
            }
        });
        return files;
    }

    /// <summary>Marks it as used, from which its retention counts.</summary>
    public Task MarkUsedAsync(BlobReference upload, CancellationToken cancellationToken) =>
        blobs.TrySetMetadataAsync(upload, UploadMarks.Used, cancellationToken);
}
