using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference;

/// <summary>What was found in one picture. Owns the decoded picture.</summary>
/// <param name="Picture">As displayed; the segments lie on its pixels.</param>
/// <param name="Segments">Best score first.</param>
/// <param name="UnansweredPrompts">Outside the vocabulary, as written.</param>
/// <param name="Provenance">What made it; stages <c>decode</c>, <c>wait</c>, <c>detect</c>, <c>encode-image</c>, <c>masks</c>.</param>
public sealed record SegmentationResult(
    Picture Picture,
    IReadOnlyList<FoundSegment> Segments,
    IReadOnlyList<string> UnansweredPrompts,
    Provenance Provenance) : IDisposable
{
    /// <summary>The document that says the same with blob names instead of pixels.</summary>
    /// <param name="preview">Name of the preview below the attempt's folder; null when none was drawn.</param>
    /// <param name="laterStages">Milliseconds of stages after inference, by name.</param>
    public SegmentsDocument ToDocument(string? preview, IReadOnlyDictionary<string, double> laterStages) => new(
        Picture.Width,
        Picture.Height,
        [.. Segments.Select((segment, index) => new Segment(
            segment.Prompt, segment.Label, segment.Score, segment.RawScore, segment.Box, segment.Area, ResultNames.Mask(index)))],
        UnansweredPrompts,
        preview,
        Provenance with { StageMilliseconds = new Dictionary<string, double>([.. Provenance.StageMilliseconds, .. laterStages]) });

    public void Dispose() => Picture.Dispose();
}
