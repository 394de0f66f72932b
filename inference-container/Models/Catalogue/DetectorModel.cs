namespace SegFunctions.Models.Catalogue;

/// <summary>A network that detects objects of a closed vocabulary. The kinds differ in the network's input and output formats.</summary>
public abstract record DetectorModel : ModelEntry
{
    /// <summary>S, the side of the input, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Name of the network's input tensor.</summary>
    public required string Input { get; init; }

    /// <summary>The names of the class indices.</summary>
    public required DetectorVocabulary Vocabulary { get; init; }

    /// <summary>The raw score, 0–1, with the best balance of precision and recall; it is calibrated to 0.5.</summary>
    public required double OperatingPoint { get; init; }

    /// <summary>If two boxes of one class overlap more than this (intersection over union, 0–1), the one with the lower score is dropped.</summary>
    public required double OverlapThreshold { get; init; }

    public override ModelAbility Ability => ModelAbility.Words;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network];

    internal override IEnumerable<string> FindParameterFaults()
    {
        if (InputSize is < 32 or > 4096)
        {
            yield return $"inputSize is {InputSize}, not within 32–4096";
        }

        // Apart from the catalogue's own detectors for faces and more words, a detector must know all of COCO's words.
        if (Ability == ModelAbility.Words && Vocabulary != DetectorVocabulary.Coco)
        {
            yield return $"vocabulary is {Vocabulary}, which detectors of this kind cannot have";
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

/// <summary>The closed lists of words that detectors were trained on.</summary>
public enum DetectorVocabulary
{
    /// <summary>The 80 COCO classes in COCO's order, <c>person</c> first.</summary>
    Coco,

    /// <summary>Words of Open Images that COCO lacks.</summary>
    OpenImages,

    /// <summary>Only the word <c>face</c>.</summary>
    Face,
}

/// <summary>
/// Kind <c>detector</c>: one row per object. Takes f32 [1,S,S,3], RGB 0–255 unchanged, the picture letterboxed: scaled by S / longer side into
/// the top-left corner, the rest zero. Returns f32 [1,K,6]: x1, y1, x2, y2 in input pixels, score, class index.
/// </summary>
public sealed record RowDetectorModel : DetectorModel
{
    /// <summary>Name of the network's output tensor with the boxes.</summary>
    public required string Output { get; init; }
}
