using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Worker.Video;

/// <summary>
/// The blobs of a video's segments. Of two workers that process the same segment, each may run out of time at another chunk: then what they write has different
/// names, and the document that was stored first says which of them counts.
/// </summary>
/// <param name="blobs">Where they are.</param>
/// <param name="folder">The item's folder.</param>
internal sealed class SegmentBlobs(ItemBlobs blobs, BlobReference folder)
{
    public BlobReference DocumentOf(VideoSegment segment) => folder.Below(VideoNames.Segment(segment.Index, segment.Part));

    /// <returns>Null if it is not processed yet.</returns>
    public Task<SegmentDocument?> FindAsync(VideoSegment segment, CancellationToken cancellationToken) =>
        blobs.FindAsync<SegmentDocument>(DocumentOf(segment), cancellationToken);

    /// <returns>The stored document, which is the first one that was written.</returns>
    public Task<SegmentDocument> KeepFirstAsync(VideoSegment segment, SegmentDocument document, CancellationToken cancellationToken) =>
        blobs.KeepFirstAsync(DocumentOf(segment), document, cancellationToken);

    /// <summary>Writes what belongs to a document, before the document.</summary>
    /// <param name="segment">As it was requested.</param>
    /// <param name="document">Says what is left of it.</param>
    /// <param name="frames">The frames, gzipped lines.</param>
    /// <param name="border">The state that the next part or segment starts from; null for none.</param>
    /// <param name="cancellationToken">Stops before an upload.</param>
    public async Task UploadAsync(VideoSegment segment, SegmentDocument document, Stream frames, byte[]? border, CancellationToken cancellationToken)
    {
        await blobs.UploadAsync(FramesOf(segment, document), frames, "application/gzip", cancellationToken);
        if (border is not null)
        {
            await blobs.UploadAsync(BorderOf(segment, document), new MemoryStream(border), "application/json", cancellationToken);
        }
    }

    /// <summary>The state that a segment starts from: what the part before it has left, or the last part of its neighbor.</summary>
    /// <returns>Null if it starts from none.</returns>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public async Task<byte[]?> GetBorderBeforeAsync(VideoSegment segment, CancellationToken cancellationToken)
    {
        if (segment.Mode == VideoMode.Words || (segment.Part == 0 && segment.After is null))
        {
            return null;
        }

        var before = segment.Part > 0 ? segment with { Part = segment.Part - 1 } : segment with { Index = segment.After!.Value };
        var document = await GetAsync(before, cancellationToken);
        while (segment.Part == 0 && document.Rest is { } rest)
        {
            (before, document) = (rest, await GetAsync(rest, cancellationToken));
        }

        return await blobs.GetBytesAsync(BorderOf(before, document), cancellationToken);
    }

    /// <summary>All segments of a plan, with the chunks that were processed in each part.</summary>
    /// <exception cref="InvalidOperationException">One is missing.</exception>
    public async Task<IReadOnlyList<(VideoSegment Segment, SegmentDocument Document)>> GetPartsAsync(VideoPlan plan, CancellationToken cancellationToken)
    {
        var parts = new List<(VideoSegment, SegmentDocument)>();
        foreach (var planned in plan.Segments)
        {
            for (VideoSegment? segment = planned; segment is not null;)
            {
                var document = await GetAsync(segment, cancellationToken);
                parts.Add((segment.Without(document.Rest), document));
                segment = document.Rest;
            }
        }

        return parts;
    }

    public Task<Stream> OpenFramesAsync(VideoSegment segment, SegmentDocument document, CancellationToken cancellationToken) =>
        blobs.OpenAsync(FramesOf(segment, document), cancellationToken);

    private Task<SegmentDocument> GetAsync(VideoSegment segment, CancellationToken cancellationToken) =>
        blobs.GetAsync<SegmentDocument>(DocumentOf(segment), cancellationToken);

    private BlobReference FramesOf(VideoSegment segment, SegmentDocument document) => Below(segment, $"frames{ExtentOf(document)}.ndjson.gz");

    private BlobReference BorderOf(VideoSegment segment, SegmentDocument document) => Below(segment, $"border{ExtentOf(document)}.json");

    private static string ExtentOf(SegmentDocument document) =>
        document.Rest is { } rest ? FormattableString.Invariant($"-without-{rest.First}-{rest.Last}") : string.Empty;

    private BlobReference Below(VideoSegment segment, string name) => folder.Below($"{VideoNames.SegmentFolder(segment.Index, segment.Part)}/{name}");
}
