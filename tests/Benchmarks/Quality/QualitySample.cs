using SegFunctions.Inference.Quality;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>A mask, and how well it fits the human annotation.</summary>
/// <param name="Photo">File name of the photo.</param>
/// <param name="IsUsual">Whether the prompt is the one that its kind is judged by rather than a variation of it.</param>
/// <param name="Evidence">The values that the quality is estimated from.</param>
/// <param name="Truth">Intersection over union with the intended object, 0–1.</param>
internal sealed record QualitySample(string Photo, bool IsUsual, Evidence Evidence, double Truth);
