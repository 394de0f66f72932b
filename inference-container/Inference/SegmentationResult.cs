using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference;

/// <summary>The result for one picture. Owns the pictures and the mattes.</summary>
/// <param name="Picture">As displayed; the segments' masks have its size.</param>
/// <param name="Segments">Best score first, followed by candidates.</param>
/// <param name="UnansweredPrompts">Words outside the vocabulary, as written.</param>
/// <param name="Notes">Sentences about how the prompts were understood, what was not found and what was excluded.</param>
/// <param name="Provenance">How it was made; stages <c>decode</c>, <c>wait</c>, <c>detect</c>, <c>encode-image</c>, <c>matte</c>, <c>masks</c>.</param>
public sealed record SegmentationResult(
    PictureSource Picture,
    IReadOnlyList<FoundSegment> Segments,
    IReadOnlyList<string> UnansweredPrompts,
    IReadOnlyList<string> Notes,
    Provenance Provenance) : IDisposable
{
    /// <summary>The points and boxes of the prompts, one mark per object.</summary>
    internal IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>The picture to put behind cut-outs; null if the options name none.</summary>
    public PictureSource? Background { get; init; }

    public InferenceOptions Options => Provenance.Options;

    internal CutoutOptions CutoutOptions => Options.Cutout ?? CutoutOptions.Default;

    /// <summary>The segments without candidates, which are alternative masks of the same objects.</summary>
    internal IReadOnlyList<FoundSegment> Answers => [.. Segments.Where(segment => segment.Candidate is null)];

    /// <summary>Whether the union of all answers is wanted and there are any.</summary>
    internal bool HasUnion => Options.Outputs.HasFlag(SegmentOutputs.Union) && Answers.Count > 0;

    /// <summary>Whether outlines are wanted.</summary>
    public bool HasOutlines => (Options.Outputs & (SegmentOutputs.Polygons | SegmentOutputs.Svg)) != 0;

    /// <summary>The result as a document, with the names of its files in place of pixels.</summary>
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
