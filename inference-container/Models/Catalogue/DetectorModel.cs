namespace SegFunctions.Models.Catalogue;

/// <summary>Finds the boxes of a closed vocabulary. The kinds differ in the network's input and output formats.</summary>
public abstract record DetectorModel : ModelEntry
{
    /// <summary>S, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Name of the network's input tensor.</summary>
    public required string Input { get; init; }

    /// <summary>The names of the class indices.</summary>
    public required DetectorVocabulary Vocabulary { get; init; }

    /// <summary>Raw score, 0–1, with the best balance of precision and recall: it is calibrated to 0.5.</summary>
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
