namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>A place between or on pixels: a pixel's left edge lies at its index, its centre half a unit further.</summary>
public readonly record struct OutlinePoint(double X, double Y);
