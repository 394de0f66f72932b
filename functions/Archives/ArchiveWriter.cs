using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Archives;

/// <summary>Streams blobs into a zip that is itself a blob. Only one block is in memory at a time, and the zip becomes visible once the last block is stored.</summary>
public sealed class ArchiveWriter(BlobStore blobs)
{
    private const int BlockBytes = 4 << 20;
    private const string PlannedName = "planned";

    private static readonly StorageTransferOptions Blocks = new()
    {
        InitialTransferSize = BlockBytes,
        MaximumTransferSize = BlockBytes,
        MaximumConcurrency = 1,
    };

    /// <summary>Writes the plan's archive, replacing that of another plan; if the archive of this plan exists, it is kept, since its bytes would be the same.</summary>
    /// <exception cref="InvalidOperationException">The plan, or a file in it, is not stored, or another plan's archive was written meanwhile.</exception>
    public async Task WriteAsync(BlobReference plan, BlobReference zip, CancellationToken cancellationToken)
    {
        var content = await blobs.FindAsync(plan, cancellationToken) ?? throw Missing(plan);
        var wanted = content.ToObjectFromJson<ArchivePlan>(ContractJson.Options)!;
        var planned = wanted.Created.ToString("O", CultureInfo.InvariantCulture);
        var there = await blobs.FindPropertiesAsync(zip, cancellationToken);
        if (IsOf(planned, there))
        {
            return;
        }

        await blobs.EnsureContainerAsync(zip.Container, cancellationToken);
        try
        {
            await UploadAsync(wanted, zip, new BlobUploadOptions
            {
                Conditions = there is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = there.ETag },
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" },
                Metadata = new Dictionary<string, string> { [PlannedName] = planned },
                TransferOptions = Blocks,
            }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ConditionNotMet || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // Activities may run twice at once. The second run finds what it would have written.
            if (!IsOf(planned, await blobs.FindPropertiesAsync(zip, cancellationToken)))
            {
                throw new InvalidOperationException($"{zip} was written by another plan meanwhile.", exception);
            }
        }
    }

    private static bool IsOf(string planned, BlobProperties? zip) => zip is not null && zip.Metadata.TryGetValue(PlannedName, out var other) && other == planned;

    /// <summary>Packs into one end of a pipe and uploads from the other. If packing fails, so does the upload, before it has stored anything.</summary>
    private async Task UploadAsync(ArchivePlan plan, BlobReference zip, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        var packing = PackAsync(plan, pipe.Writer, ending.Token);
        try
        {
            await using var packed = pipe.Reader.AsStream();
            await blobs.Blob(zip).UploadAsync(packed, options, cancellationToken);
        }
        finally
        {
            // A failed upload no longer reads, so packing must be canceled.
            await ending.CancelAsync();
            await packing;
        }
    }

    private async Task PackAsync(ArchivePlan plan, PipeWriter target, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = target.AsStream(leaveOpen: true);
            await using (var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
            {
                foreach (var entry in plan.Entries)
                {
                    await AddAsync(archive, entry, plan.Created, cancellationToken);
                }
            }

            await target.CompleteAsync();
        }
        catch (Exception exception)
        {
            // The reader at the other end rethrows it.
            await target.CompleteAsync(exception);
        }
    }

    private async Task AddAsync(ZipArchive archive, ArchiveEntry entry, DateTimeOffset created, CancellationToken cancellationToken)
    {
        var source = await blobs.OpenAsync(entry.Source, cancellationToken) ?? throw Missing(entry.Source);
        await using var bytes = source.Content;

        // Nearly everything is PNG, which does not compress further.
        var added = archive.CreateEntry(entry.Name, CompressionLevel.NoCompression);
        added.LastWriteTime = created;
        await using var target = await added.OpenAsync(cancellationToken);
        await bytes.CopyToAsync(target, cancellationToken);
    }

    private static InvalidOperationException Missing(BlobReference blob) => new($"{blob} is not stored.");
}
