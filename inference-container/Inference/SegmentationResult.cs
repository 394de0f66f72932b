using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Quality;

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

/// <summary>One detected object with its mask.</summary>
/// <param name="Prompt">Index of the prompt that the object answers.</param>
/// <param name="Label">The network's own label for the object; the prompt's kind if the prompt has no words.</param>
/// <param name="Score">Calibrated confidence, 0–1; 0.5 is a good operating point.</param>
/// <param name="RawScore">The network's own confidence, 0–1.</param>
/// <param name="Mask">Has the picture's size. Segments of several prompts that answer with the same object share it.</param>
public sealed record FoundSegment(int Prompt, string Label, double Score, double RawScore, BinaryMask Mask)
{
    /// <summary>The mask's bounding box; zero-sized if the mask is empty, which never occurs in a result.</summary>
    public PixelBox Box { get; } = Mask.FindBox() ?? new PixelBox(0, 0, 0, 0);

    /// <summary>Pixels set in the mask.</summary>
    public int Area { get; } = Mask.CountArea();

    /// <summary>Expected overlap (intersection over union) with a mask drawn by a person, 0–1; null if there is no evidence to estimate it from.</summary>
    public double? Quality => Evidence is null ? null : Math.Round(QualityModels.Estimate(Evidence), 4);

    /// <summary>Which of the candidate masks for a click this is; null if it is not a candidate.</summary>
    public CandidateKind? Candidate { get; init; }

    /// <summary>The evidence that <see cref="Quality"/> is estimated from.</summary>
    internal Evidence? Evidence { get; init; }

    /// <summary>The network's own soft edge, if it has one that still fits the mask; otherwise edges are derived from the picture.</summary>
    public Matte? Matte { get; init; }
}
