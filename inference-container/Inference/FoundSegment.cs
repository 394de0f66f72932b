using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;

namespace SegFunctions.Inference;

/// <summary>One found object with its pixels.</summary>
/// <param name="Prompt">Index of the prompt that it answers.</param>
/// <param name="Label">The network's own word for it; the prompt's kind if the prompt has no words.</param>
/// <param name="Score">Calibrated confidence, 0–1; 0.5 is a good operating point.</param>
/// <param name="RawScore">The network's own confidence, 0–1.</param>
/// <param name="Mask">At the picture's size. Segments of several prompts for one object share it.</param>
public sealed record FoundSegment(int Prompt, string Label, double Score, double RawScore, BinaryMask Mask)
{
    /// <summary>The mask's bounding box; of no size if the mask is empty, which a result's never is.</summary>
    public PixelBox Box { get; } = Mask.FindBox() ?? new PixelBox(0, 0, 0, 0);

    /// <summary>Pixels set in the mask.</summary>
    public int Area { get; } = Mask.CountArea();

    /// <summary>The overlap (intersection over union) to expect with the mask that a person would draw, 0–1; null if nothing is known of the mask but itself.</summary>
    public double? Quality => Evidence is null ? null : Math.Round(QualityModels.Estimate(Evidence), 4);

    /// <summary>Which of several masks for a click it is; null for an answer.</summary>
    public CandidateKind? Candidate { get; init; }

    /// <summary>What <see cref="Quality"/> is estimated from.</summary>
    internal Evidence? Evidence { get; init; }

    /// <summary>The network's own soft edge, if it has one that still fits the mask; otherwise the edges come from the picture.</summary>
    public Matte? Matte { get; init; }
}
