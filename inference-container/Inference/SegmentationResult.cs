using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference;

/// <summary>What was found in one picture. Owns the pictures and the mattes.</summary>
/// <param name="Picture">As displayed; the segments' masks are of its size.</param>
/// <param name="Segments">Best score first, and candidates after them.</param>
/// <param name="UnansweredPrompts">Words outside the vocabulary, as written.</param>
/// <param name="Notes">Sentences about how the prompts were understood, what was not found and what was taken out.</param>
/// <param name="Provenance">What made it; stages <c>decode</c>, <c>wait</c>, <c>detect</c>, <c>encode-image</c>, <c>matte</c>, <c>masks</c>.</param>
public sealed record SegmentationResult(
    PictureSource Picture,
    IReadOnlyList<FoundSegment> Segments,
    IReadOnlyList<string> UnansweredPrompts,
    IReadOnlyList<string> Notes,
    Provenance Provenance) : IDisposable
{
    /// <summary>The points and boxes of the prompts, one mark per object.</summary>
    internal IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>The picture that the options lay behind cut-outs; null if they name none.</summary>
    public PictureSource? Background { get; init; }

    public InferenceOptions Options => Provenance.Options;

    internal CutoutOptions CutoutOptions => Options.Cutout ?? CutoutOptions.Default;

    /// <summary>The segments without candidates, which show the same things once more.</summary>
    internal IReadOnlyList<FoundSegment> Answers => [.. Segments.Where(segment => segment.Candidate is null)];

    /// <summary>Whether all answers are wanted as one and there are any.</summary>
    internal bool HasUnion => Options.Outputs.HasFlag(SegmentOutputs.Union) && Answers.Count > 0;

    /// <summary>Whether outlines are to be found.</summary>
    public bool HasOutlines => (Options.Outputs & (SegmentOutputs.Polygons | SegmentOutputs.Svg)) != 0;

    /// <summary>The same as a document, with the names of the result's files instead of pixels.</summary>
    /// <param name="laterStages">Milliseconds of stages after inference, by name.</param>
    public SegmentsDocument ToDocument(IReadOnlyDictionary<string, double> laterStages) => new(
        Picture.Width,
        Picture.Height,
        [.. Segments.Select(ToDocument)],
        UnansweredPrompts,
        Options.Preview ? ResultNames.Preview : null,
        Provenance with { StageMilliseconds = new Dictionary<string, double>([.. Provenance.StageMilliseconds, .. laterStages]) },
        ResultNames.Rles,
        HasOutlines ? ResultNames.Polygons : null,
        Notes,
        HasUnion ? new SegmentUnion(ResultNames.UnionMask, ResultNames.UnionCutout(CutoutOptions.Format)) : null);

    public void Dispose()
    {
        foreach (var segment in Segments)
        {
            segment.Matte?.Dispose();
        }

        Picture.Dispose();
        Background?.Dispose();
    }

    private Segment ToDocument(FoundSegment segment, int index) => new(
        segment.Prompt,
        segment.Label,
        segment.Score,
        segment.RawScore,
        segment.Box,
        segment.Area,
        ResultNames.Mask(index),
        Options.Outputs.HasFlag(SegmentOutputs.Cutout) ? ResultNames.Cutout(index, CutoutOptions.Format) : null,
        segment.Quality,
        segment.Candidate);
}
