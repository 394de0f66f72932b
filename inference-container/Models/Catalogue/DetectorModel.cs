namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>detector</c>: boxes of a closed vocabulary. Takes f32 [1,S,S,3], RGB 0–255 as they are, the picture letterboxed: scaled by
/// S / longest side into the top-left corner, the rest zero. Gives f32 [1,K,6]: x1, y1, x2, y2 in input pixels, score, class index.
/// </summary>
public sealed record DetectorModel : ModelEntry
{
    /// <summary>S, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Name of the network's input tensor.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the network's output tensor with the boxes.</summary>
    public required string Output { get; init; }

    /// <summary>The names of the class indices.</summary>
    public required DetectorVocabulary Vocabulary { get; init; }

    /// <summary>Raw score, 0–1, at which precision and recall are best balanced: it is calibrated to 0.5.</summary>
    public required double OperatingPoint { get; init; }

    /// <summary>Of two boxes of one class that overlap more than this (intersection over union, 0–1) the lower score is dropped.</summary>
    public required double OverlapThreshold { get; init; }

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network];

    internal override IEnumerable<string> FindParameterFaults()
    {
        if (InputSize is < 32 or > 4096)
        {
            yield return $"inputSize is {InputSize}, not within 32–4096";
        }

        if (OperatingPoint is not (> 0 and < 1))
        {
            yield return $"operatingPoint is {OperatingPoint}, not between 0 and 1";
        }

        if (OverlapThreshold is not (> 0 and <= 1))
        {
            yield return $"overlapThreshold is {OverlapThreshold}, not within 0–1";
        }
    }
}
