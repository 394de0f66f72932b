using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference;

/// <summary>One found object with its pixels.</summary>
/// <param name="Prompt">Index of the prompt that it answers.</param>
/// <param name="Label">The model's own word for it; the prompt's kind where the prompt has no words.</param>
/// <param name="Score">Calibrated confidence, 0–1; 0.5 is the good operating point.</param>
/// <param name="RawScore">The model's own confidence, 0–1.</param>
/// <param name="Box">The mask's bounding box.</param>
/// <param name="Area">Pixels set in the mask, at least 1.</param>
/// <param name="Mask">At the picture's size. Segments of several prompts for one object share it.</param>
public sealed record FoundSegment(int Prompt, string Label, double Score, double RawScore, PixelBox Box, int Area, BinaryMask Mask)
{
    /// <summary>The model's own soft edge, where it has one that still fits the mask; else the picture's edges tell.</summary>
    public Matte? Matte { get; init; }
}
