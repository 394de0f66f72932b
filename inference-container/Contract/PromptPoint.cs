namespace SegFunctions.Contract;

/// <summary>A position in a picture as displayed, origin top left.</summary>
/// <param name="X">Fraction of the width, 0–1.</param>
/// <param name="Y">Fraction of the height, 0–1.</param>
/// <param name="Foreground">Whether the point is on the object (label 1) or not (label 0).</param>
public sealed record PromptPoint(double X, double Y, bool Foreground = true);
