using System.Globalization;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Media;

/// <summary>Uploaded inputs.</summary>
public sealed class UploadStore(BlobStore blobs, IOptions<MediaOptions> options, TimeProvider time)
{
    private const int ParallelRequests = 16;

    private readonly RecentMarks _marks = new(time);

    /// <summary>An upload that was marked this long ago or less is not marked again; retention keeps every upload this much longer.</summary>
    public static TimeSpan MarkInterval { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Block size in bytes; two blocks are in memory at a time. The blob becomes visible once the last one is stored.</summary>
    private static readonly StorageTransferOptions Blocks = new()
    {
        InitialTransferSize = 4 << 20,
        MaximumTransferSize = 4 << 20,
        MaximumConcurrency = 2,
    };

    /// <summary>Stores the upload, replacing an earlier one that no job uses yet.</summary>
    /// <exception cref="UploadTooLargeException">The content is over the limit; nothing is stored.</exception>
    /// <exception cref="UploadUsedException">A job uses the stored upload, which stays unchanged. It may have begun to during the call.</exception>
    public Task StoreAsync(UploadTicket ticket, Stream content, CancellationToken cancellationToken) =>
        StoreAsync(ticket.Blob, ticket.ContentType, ticket.KeptUntil, content, cancellationToken);

    /// <inheritdoc cref="StoreAsync(UploadTicket, Stream, CancellationToken)"/>
    public async Task StoreAsync(
        BlobReference blob, string contentType, DateTimeOffset? keptUntil, Stream content, CancellationToken cancellationToken)
    {
        using var limited = new LimitedStream(content, options.Value.MaxBytes(contentType));
        var upload = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            TransferOptions = Blocks,
            Metadata = keptUntil is { } end ? UploadMarks.KeptUntil(end) : null,
            Conditions = await FindConditionsAsync(blob, cancellationToken),
        };
        try
        {
            await blobs.Blob(blob).UploadAsync(limited, upload, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ConditionNotMet || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // Another upload to the same link was stored meanwhile and counts as the later one; or a job uses the stored one.
            if ((await FindConditionsAsync(blob, cancellationToken)).IfMatch is null)
            {
                throw;
            }
        }
    }

    /// <returns>The upload for each id, in order; null where there is none.</returns>
    public async Task<IReadOnlyList<UploadedFile?>> FindAsync(
        string account, IReadOnlyList<string> uploadIds, CancellationToken cancellationToken)
    {
        var files = new UploadedFile?[uploadIds.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelRequests, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Length, parallel, async (i, token) =>
        {
            if (UploadTicket.IsUploadId(uploadIds[i])
                && await blobs.FindPropertiesAsync(UploadTicket.BlobOf(account, uploadIds[i]), token) is { } blob)
            {
                NoteMark(UploadTicket.BlobOf(account, uploadIds[i]), blob);
                files[i] = new UploadedFile(blob.ContentType, blob.ContentLength, !string.IsNullOrEmpty(blob.ContentEncoding));
            }
        });
        return files;
    }

    /// <summary>
    /// Marks uploads as used: from now on they cannot change, and their retention period starts again. Those that <see cref="FindAsync"/> has just seen to be marked within
    /// <see cref="MarkInterval"/> are left as they are.
    /// </summary>
    public Task MarkUsedAsync(IReadOnlyCollection<BlobReference> inputs, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        inputs.Where(input => !_marks.Contains(input)),
        new ParallelOptions { MaxDegreeOfParallelism = ParallelRequests, CancellationToken = cancellationToken },
        async (upload, token) => await blobs.TrySetMetadataAsync(upload, UploadMarks.Used, token));

    private void NoteMark(BlobReference upload, BlobProperties properties)
    {
        // The storage's clock may be ahead of this one, which makes a mark look younger; retention's extra minutes cover clocks that differ by less than that.
        if (UploadMarks.AreUsed(properties.Metadata) && time.GetUtcNow() - properties.LastModified <= MarkInterval - RecentMarks.Lifetime)
        {
            _marks.Add(upload);
        }
        else
        {
            _marks.Remove(upload);
        }
    }

    /// <returns>Conditions under which the new upload may replace the stored one: that must not change in the meantime.</returns>
    /// <exception cref="UploadUsedException">A job uses it, so it must not change.</exception>
    private async Task<BlobRequestConditions> FindConditionsAsync(BlobReference upload, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await blobs.Blob(upload).GetPropertiesAsync(null, cancellationToken)).Value;
            return UploadMarks.AreUsed(properties.Metadata) ? throw new UploadUsedException() : new BlobRequestConditions { IfMatch = properties.ETag };
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            if (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                // The content can be read only once, so the container must exist before the first byte.
                await blobs.CreateContainerAsync(upload.Container, cancellationToken);
            }

            return new BlobRequestConditions { IfNoneMatch = ETag.All };
        }
    }
}

/// <summary>A stored upload.</summary>
/// <param name="ContentType">The declared media type.</param>
/// <param name="Bytes">Stored size in bytes.</param>
/// <param name="IsPacked">Whether the bytes are compressed by a Content-Encoding, which only the storage account's own address accepts.</param>
public sealed record UploadedFile(string ContentType, long Bytes, bool IsPacked = false);

/// <summary>Blob metadata of uploads.</summary>
internal static class UploadMarks
{
    private const string UsedName = "used";
    private const string KeptUntilName = "keptUntil";

    /// <summary>Set once a job uses the upload. Setting it also updates the blob's last-modified time.</summary>
    public static IReadOnlyDictionary<string, string> Used { get; } = new Dictionary<string, string> { [UsedName] = "true" };

    public static bool AreUsed(IDictionary<string, string> metadata) => metadata.ContainsKey(UsedName);

    /// <summary>When an unused upload expires. A job that uses it replaces this with <see cref="Used"/>.</summary>
    public static Dictionary<string, string> KeptUntil(DateTimeOffset end) =>
        new() { [KeptUntilName] = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };

    /// <returns>When the upload expires; null if its metadata does not say.</returns>
    public static DateTimeOffset? FindEnd(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(KeptUntilName, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)) : null;
}

/// <summary>An upload would have changed a file that a job uses.</summary>
public sealed class UploadUsedException() : Exception("A job has named this upload, so it can no longer be changed. Request a new link.");

/// <summary>An upload exceeded its limit.</summary>
public sealed class UploadTooLargeException(long maxBytes) : Exception($"An upload may have at most {maxBytes} bytes.")
{
    public long MaxBytes { get; } = maxBytes;
}
