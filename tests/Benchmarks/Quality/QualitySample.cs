using SegFunctions.Inference.Quality;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>One mask, and how well it fits what people drew.</summary>
/// <param name="Photo">Its file's name.</param>
/// <param name="IsUsual">Whether the prompt is the one that the kind is judged by, not a variation of it.</param>
/// <param name="Evidence">What the quality is estimated from.</param>
/// <param name="Truth">Intersection over union with what was meant, 0–1.</param>
internal sealed record QualitySample(string Photo, bool IsUsual, Evidence Evidence, double Truth);
