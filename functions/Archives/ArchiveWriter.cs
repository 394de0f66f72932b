using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Archives;

/// <summary>Streams blobs into a zip that is a blob itself: one block of it is in memory at a time.</summary>
public sealed class ArchiveWriter(BlobStore blobs)
{
    private const int BlockBytes = 4 << 20;

    /// <exception cref="InvalidOperationException">The plan, or a file that it names, is not stored.</exception>
    public async Task WriteAsync(BlobReference plan, BlobReference zip, CancellationToken cancellationToken)
    {
        var content = await blobs.FindAsync(plan, cancellationToken) ?? throw Missing(plan);
        var wanted = content.ToObjectFromJson<ArchivePlan>(ContractJson.Options)!;
        await using var target = await OpenAsync(zip, cancellationToken);
        await using var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var entry in wanted.Entries)
        {
            await AddAsync(archive, entry, wanted.Created, cancellationToken);
        }
    }

    private async Task AddAsync(ZipArchive archive, ArchiveEntry entry, DateTimeOffset created, CancellationToken cancellationToken)
    {
        var source = await blobs.OpenAsync(entry.Source, cancellationToken) ?? throw Missing(entry.Source);
        await using var bytes = source.Content;

        // Nearly all of it is PNG, which does not get smaller.
        var added = archive.CreateEntry(entry.Name, CompressionLevel.NoCompression);
        added.LastWriteTime = created;
        await using var target = await added.OpenAsync(cancellationToken);
        await bytes.CopyToAsync(target, cancellationToken);
    }

    private async Task<Stream> OpenAsync(BlobReference zip, CancellationToken cancellationToken)
    {
        var blob = blobs.Blob(zip).GetParentBlobContainerClient().GetBlockBlobClient(zip.Name);
        var options = new BlockBlobOpenWriteOptions
        {
            BufferSize = BlockBytes,
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" },
        };
        try
        {
            return await blob.OpenWriteAsync(overwrite: true, options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await blobs.CreateContainerAsync(zip.Container, cancellationToken);
            return await blob.OpenWriteAsync(overwrite: true, options, cancellationToken);
        }
    }

    private static InvalidOperationException Missing(BlobReference blob) => new($"{blob} is not stored.");
}
