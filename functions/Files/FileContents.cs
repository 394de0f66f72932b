using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Files;

/// <summary>The bytes of files, each in a blob that never changes: <c>{account}/{project}/{file}/{random id}</c>.</summary>
public sealed class FileContents(BlobStore blobs, TimeProvider time)
{
    private const string Unknown = "application/octet-stream";
    private const int ChanceBytes = 16;
    private const int BlockBytes = 4 << 20;

    /// <summary>Draws a new blob name for content of the file that has not arrived yet.</summary>
    public static BlobReference Draw(StoredFile file) => FolderOf(file).Below(DrawId());

    public static string DrawId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ChanceBytes));

    /// <summary>Streams the whole content into the blob.</summary>
    /// <returns>The size of the content in bytes.</returns>
    public async Task<long> StoreAsync(BlobReference blob, FileDescription described, Stream content, CancellationToken cancellationToken)
    {
        await blobs.EnsureContainerAsync(blob.Container, cancellationToken);
        var blocks = await StageAsync(blob, part: 0, content, cancellationToken);
        return await CommitAsync(blob, described, blocks, cancellationToken);
    }

    /// <summary>Stores one part of the content, replacing an earlier attempt at it.</summary>
    public async Task StorePartAsync(PartedUpload upload, int part, Stream content, CancellationToken cancellationToken)
    {
        await blobs.EnsureContainerAsync(upload.Blob.Container, cancellationToken);
        await StageAsync(upload.Blob, part, content, cancellationToken);
    }

    /// <returns>Each part's size in bytes; null for a part that has not arrived.</returns>
    public async Task<IReadOnlyList<long?>> FindPartsAsync(PartedUpload upload, CancellationToken cancellationToken) =>
        [.. (await FindBlocksAsync(upload, cancellationToken)).Select(part => part.Count == 0 ? (long?)null : part.Sum(block => block.Bytes))];

    /// <summary>Joins the parts, all of which have arrived.</summary>
    /// <returns>The size of the whole content in bytes.</returns>
    public async Task<long> JoinAsync(PartedUpload upload, FileDescription described, CancellationToken cancellationToken)
    {
        var parts = await FindBlocksAsync(upload, cancellationToken);
        return await CommitAsync(upload.Blob, described, [.. parts.SelectMany(part => part)], cancellationToken);
    }

    /// <summary>Deletes the blob if it exists.</summary>
    public Task RemoveAsync(BlobReference content, CancellationToken cancellationToken) => blobs.RemoveAsync(content, cancellationToken);

    /// <summary>Deletes the file's content and everything that was uploaded for it.</summary>
    public async Task RemoveAllAsync(StoredFile file, CancellationToken cancellationToken)
    {
        await DiscardPartsAsync(file, cancellationToken);
        await blobs.RemoveFolderAsync(FolderOf(file), cancellationToken);
    }

    /// <summary>Deletes the parts of an upload that is not complete.</summary>
    public async Task DiscardPartsAsync(StoredFile file, CancellationToken cancellationToken)
    {
        if (file.Upload is not { } upload || file.IsComplete(upload))
        {
            return;
        }

        // Blocks that were never committed are not a blob yet and would stay for a week: committing an empty list makes them a blob, which can be deleted.
        await blobs.EnsureContainerAsync(upload.Blob.Container, cancellationToken);
        await blobs.Block(upload.Blob).CommitBlockListAsync([], cancellationToken: cancellationToken);
        await blobs.RemoveAsync(upload.Blob, cancellationToken);
    }

    private static BlobReference FolderOf(StoredFile file) => new(Containers.Files, $"{file.Scope.Account}/{file.Scope.Project}/{file.Id}");

    /// <summary>Two blocks are in memory at a time; the blob becomes visible once the last one is stored.</summary>
    private async Task<IReadOnlyList<Block>> StageAsync(BlobReference reference, int part, Stream content, CancellationToken cancellationToken)
    {
        var (blob, attempt, blocks) = (blobs.Block(reference), time.GetUtcNow().UtcTicks, new List<Block>());
        var (current, next) = (ArrayPool<byte>.Shared.Rent(BlockBytes), ArrayPool<byte>.Shared.Rent(BlockBytes));
        try
        {
            var read = await content.ReadAtLeastAsync(current.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken);
            for (var isLast = false; !isLast;)
            {
                var following = read < BlockBytes ? 0
                    : await content.ReadAtLeastAsync(next.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken);
                isLast = following == 0;
                if (read > 0)
                {
                    var block = new Block(PartBlocks.IdOf(part, attempt, blocks.Count, isLast), read);
                    using var bytes = new MemoryStream(current, 0, read, writable: false);
                    await blob.StageBlockAsync(block.Id, bytes, cancellationToken: cancellationToken);
                    blocks.Add(block);
                }

                (current, next, read) = (next, current, following);
            }

            return blocks;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private async Task<long> CommitAsync(BlobReference reference, FileDescription described, IReadOnlyList<Block> blocks, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            HttpHeaders = new BlobHttpHeaders
            {
                ContentType = MediaTypeHeaderValue.TryParse(described.MimeType, out _) ? described.MimeType : Unknown,
                // Whatever the content, a browser downloads it and never renders it as a page of this service.
                ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = described.Name }.ToString(),
            },
        };
        await blobs.Block(reference).CommitBlockListAsync(blocks.Select(block => block.Id), options, cancellationToken);
        return blocks.Sum(block => block.Bytes);
    }

    private async Task<IReadOnlyList<IReadOnlyList<Block>>> FindBlocksAsync(PartedUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            BlockList list = await blobs.Block(upload.Blob).GetBlockListAsync(BlockListTypes.All, cancellationToken: cancellationToken);
            return PartBlocks.OfParts(list.UncommittedBlocks.Concat(list.CommittedBlocks).Select(block => new Block(block.Name, block.SizeLong)), upload.Parts);
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return PartBlocks.OfParts([], upload.Parts);
        }
    }
}
