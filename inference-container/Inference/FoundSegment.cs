using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;

namespace SegFunctions.Inference;

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
