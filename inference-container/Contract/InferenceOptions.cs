namespace SegFunctions.Contract;

/// <summary>What a client may choose about an inference; the defaults are segmentationapi.com's.</summary>
/// <param name="ScoreThreshold">Segments with a calibrated score below this are dropped, 0–1.</param>
/// <param name="MaskThreshold">A pixel belongs to a mask from this probability on, 0–1.</param>
/// <param name="Preview">Also draw the segments over the picture.</param>
public sealed record InferenceOptions(double ScoreThreshold = 0.5, double MaskThreshold = 0.5, bool Preview = false);
