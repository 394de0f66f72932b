using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>One object that a detector found.</summary>
/// <param name="ClassId">Index into the detector's classes.</param>
/// <param name="RawScore">Its own confidence, 0–1.</param>
/// <param name="Box">Pixels of the picture, inside it.</param>
internal sealed record Detection(int ClassId, float RawScore, BoxF Box);
