namespace SegFunctions.Contract;

/// <summary>A place in a picture as displayed, origin top left.</summary>
/// <param name="X">Part of the width, 0–1.</param>
/// <param name="Y">Part of the height, 0–1.</param>
/// <param name="Foreground">Whether the object covers it (label 1), or certainly does not (label 0).</param>
public sealed record PromptPoint(double X, double Y, bool Foreground = true);
