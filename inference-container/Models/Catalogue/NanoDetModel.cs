namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>nanodet</c>: one cell per object, over grids of several strides. Takes f32 [1,3,S,S], B, G, R normalized per channel, the picture
/// stretched to a square. Returns for each stride scores f32 [1,C,classes] and sides f32 [1,C,4·bins], where C = (S / stride)²: the distances from the cell's
/// center to the left, top, right and bottom, as distributions over bins of one stride. Source: RangiLyu/nanodet, NanoDet-g.
/// </summary>
public sealed record NanoDetModel : DetectorModel
{
    /// <summary>Subtracted from B, G, R, which are in 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Divisor for B, G, R after the mean is subtracted.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    /// <summary>Input pixels per cell, one value per grid.</summary>
    public required IReadOnlyList<int> Strides { get; init; }

    /// <summary>Names of the output tensors with the scores, one per grid.</summary>
    public required IReadOnlyList<string> Scores { get; init; }

    /// <summary>Names of the output tensors with the sides, one per grid.</summary>
    public required IReadOnlyList<string> Sides { get; init; }

    internal override IEnumerable<string> FindParameterFaults() =>
    [
        .. base.FindParameterFaults(),
        .. ChannelRules.FindFaults(Mean, StandardDeviation),
        .. FindGridFaults(),
    ];

    private IEnumerable<string> FindGridFaults()
    {
        if (Strides.Count == 0 || Strides.Any(stride => stride < 1 || InputSize % stride != 0))
        {
            yield return "strides do not divide inputSize evenly";
        }

        if (Scores.Count != Strides.Count || Sides.Count != Strides.Count)
        {
            yield return $"there are {Strides.Count} strides, {Scores.Count} scores and {Sides.Count} sides";
        }
    }
}
