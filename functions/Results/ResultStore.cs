using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Results;

/// <summary>Reads the results that the workers wrote.</summary>
public sealed class ResultStore(BlobStore blobs) : IDisposable
{
    private const int ParallelReads = 16;
    private const long RememberedBytes = 8_000_000;
    private const int MaxAhead = 64;

    /// <summary>A document, which never changes, is read when its job's results are checked, and again right after that for the manifest.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(1);

    /// <summary>What was read ahead is of use only right after that.</summary>
    private static readonly TimeSpan AheadFor = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = RememberedBytes });
    private readonly MemoryCache _ahead = new(new MemoryCacheOptions { SizeLimit = MaxAhead, ExpirationScanFrequency = AheadFor });

    /// <returns>Null if there is no document, or it cannot be read.</returns>
    public Task<SegmentsDocument?> FindDocumentAsync(ResultPaths paths, ItemAttempt attempt, CancellationToken cancellationToken) =>
        FindAsync<SegmentsDocument>(paths.Document(attempt), cancellationToken);

    /// <inheritdoc cref="FindDocumentAsync"/>
    public Task<VideoDocument?> FindVideoAsync(ResultPaths paths, ItemAttempt attempt, CancellationToken cancellationToken) =>
        FindAsync<VideoDocument>(paths.VideoDocument(attempt), cancellationToken);

    /// <summary>The masks of one input's segments, in their order.</summary>
    /// <param name="file">The file, as named in a manifest.</param>
    /// <param name="maxBytes">A larger file is not read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null if the file is not stored, or is larger than that.</returns>
    public async Task<IReadOnlyList<MaskRle>?> FindRlesAsync(BlobReference file, long maxBytes, CancellationToken cancellationToken)
    {
        if (await blobs.OpenAsync(file, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using var content = blob.Content;
        return blob.Details.ContentLength <= maxBytes
            ? await JsonSerializer.DeserializeAsync<MaskRle[]>(content, ContractJson.Options, cancellationToken)
            : null;
    }

    /// <summary>The outlines of one input's segments, in their order.</summary>
    /// <returns>Null if they are not stored.</returns>
    public async Task<IReadOnlyList<SegmentPolygons>?> FindOutlinesAsync(BlobReference file, CancellationToken cancellationToken) =>
        (await blobs.FindAsync(file, cancellationToken))?.ToObjectFromJson<SegmentPolygons[]>(ContractJson.Options);

    public void Dispose()
    {
        _documents.Dispose();
        _ahead.Dispose();
    }

    /// <summary>
    /// Begins to read what <see cref="FindIncompleteAsync"/> needs of a job with one winner, which then need not wait for it. Returns at once and never fails; what cannot be read is
    /// read again then.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="attempt">An attempt at a picture, after everything in its folder has been stored.</param>
    /// <param name="document">Its document, as the worker names it. Nothing is read if it is not where that attempt's document is.</param>
    public void ReadAhead(string jobId, ItemAttempt attempt, BlobReference document)
    {
        var paths = new ResultPaths(document.Name.Split('/')[0], jobId);
        if (document != paths.Document(attempt))
        {
            return;
        }

        try
        {
            var folder = paths.Attempt(attempt);
            _ahead.Set(folder, LookAsync(folder, CancellationToken.None), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = AheadFor });
        }
        catch (ObjectDisposedException)
        {
            // The app stops.
        }
    }

    /// <param name="areVideos">Whether the job's items are videos.</param>
    /// <returns>Indexes of the items, in order, whose document, or any blob that it names, is not stored.</returns>
    public async Task<int[]> FindIncompleteAsync(
        ResultPaths paths, IReadOnlyList<ItemAttempt> winners, bool areVideos, CancellationToken cancellationToken)
    {
        if (winners.Count == 0)
        {
            return [];
        }

        if (!areVideos && winners is [var only])
        {
            var folder = paths.Attempt(only);
            var isWhole = await FindAheadAsync(folder, cancellationToken) is { IsWhole: true } || (await LookAsync(folder, cancellationToken)).IsWhole;
            return isWhole ? [] : [only.Item];
        }

        var wanted = new IEnumerable<string>?[winners.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        var reading = Parallel.ForAsync(0, winners.Count, options, async (i, token) => wanted[i] = await FindBlobsAsync(paths, winners[i], areVideos, token));
        var listing = blobs.ListAsync(paths.Items, cancellationToken);
        await Task.WhenAll(reading, listing);
        var stored = await listing;
        return [.. winners.Where((winner, i) => !IsComplete(winner, wanted[i])).Select(winner => winner.Item).Order()];

        bool IsComplete(ItemAttempt winner, IEnumerable<string>? names) => names is not null
            && stored.Contains((areVideos ? paths.VideoDocument(winner) : paths.Document(winner)).Name)
            && names.All(name => stored.Contains(paths.Attempt(winner).Below(name).Name));
    }

    /// <returns>Null if nothing was read ahead, or it could not be read.</returns>
    private async Task<AttemptFolder?> FindAheadAsync(BlobReference folder, CancellationToken cancellationToken)
    {
        if (!_ahead.TryGetValue(folder, out Task<AttemptFolder>? reading))
        {
            return null;
        }

        _ahead.Remove(folder);
        try
        {
            return await reading!.WaitAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: the caller reads again, and tells of it if it is still so.
            return null;
        }
    }

    private async Task<AttemptFolder> LookAsync(BlobReference folder, CancellationToken cancellationToken)
    {
        var document = FindAsync<SegmentsDocument>(folder.Below(ResultNames.Document), cancellationToken);
        var listing = blobs.ListAsync(folder, cancellationToken);
        await Task.WhenAll(document, listing);
        return new AttemptFolder(folder, await document, await listing);
    }

    /// <returns>The blob names in the winner's document; null if that is not stored.</returns>
    private async Task<IEnumerable<string>?> FindBlobsAsync(ResultPaths paths, ItemAttempt winner, bool isVideo, CancellationToken cancellationToken) => isVideo
        ? (await FindVideoAsync(paths, winner, cancellationToken))?.ListBlobs()
        : (await FindDocumentAsync(paths, winner, cancellationToken))?.ListBlobs();

    private async Task<T?> FindAsync<T>(BlobReference blob, CancellationToken cancellationToken)
        where T : class
    {
        if (_documents.TryGetValue(blob, out T? known))
        {
            return known;
        }

        if (await blobs.FindAsync(blob, cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            var document = content.ToObjectFromJson<T>(ContractJson.Options);
            var entry = new MemoryCacheEntryOptions { Size = content.ToMemory().Length, AbsoluteExpirationRelativeToNow = RememberedFor };
            return _documents.Set(blob, document, entry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="Place">The attempt's folder.</param>
    /// <param name="Document">Null if it is not stored, or cannot be read.</param>
    /// <param name="Stored">The names of all blobs in the folder.</param>
    private sealed record AttemptFolder(BlobReference Place, SegmentsDocument? Document, IReadOnlySet<string> Stored)
    {
        /// <summary>Whether the document, and every blob that it names, is stored.</summary>
        public bool IsWhole => Document?.ListBlobs().Prepend(ResultNames.Document).All(name => Stored.Contains(Place.Below(name).Name)) == true;
    }
}
