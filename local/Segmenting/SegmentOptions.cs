namespace SegFunctions.Local.Segmenting;

/// <summary>What to cut out.</summary>
/// <param name="Words">At least one.</param>
/// <param name="Threshold">0–1; null for the server's default.</param>
/// <param name="MaskThreshold">0–1; null for the server's default.</param>
internal sealed record SegmentOptions(IReadOnlyList<string> Words, double? Threshold, double? MaskThreshold);
