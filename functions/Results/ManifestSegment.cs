using SegFunctions.Contract;

namespace SegFunctions.Results;

/// <summary>One found object.</summary>
/// <param name="Prompt">Index into the job's prompts.</param>
/// <param name="Label">The model's own word for it.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Box">Pixels of the input as displayed.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">PNG at the input's size, white on black.</param>
/// <param name="Cutout">PNG at the input's size, all but the object transparent; only when asked for.</param>
public sealed record ManifestSegment(int Prompt, string Label, double Score, PixelBox Box, int Area, BlobReference Mask, BlobReference? Cutout = null);
