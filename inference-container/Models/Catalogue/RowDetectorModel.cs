namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>detector</c>: one row per object. Takes f32 [1,S,S,3], RGB 0–255 unchanged, the picture letterboxed: scaled by S / longest side into
/// the top-left corner, the rest zero. Returns f32 [1,K,6]: x1, y1, x2, y2 in input pixels, score, class index.
/// </summary>
public sealed record RowDetectorModel : DetectorModel
{
    /// <summary>Name of the network's output tensor with the boxes.</summary>
    public required string Output { get; init; }
}
