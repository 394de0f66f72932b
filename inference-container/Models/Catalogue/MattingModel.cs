namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>matting</c>: the picture's subject as an alpha matte. Takes f32 [1,3,S,S], R, G, B normalized per channel, the picture stretched to a
/// square; returns f32 [1,1,S,S], 0–1.
/// </summary>
public sealed record MattingModel : ModelEntry
{
    /// <summary>S, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Name of the network's input tensor; null for its first.</summary>
    public string? Input { get; init; }

    /// <summary>Name of the network's output tensor with the alpha; null for its first.</summary>
    public string? Output { get; init; }

    /// <summary>What the output's numbers are. Default: alpha.</summary>
    public MattingOutput OutputKind { get; init; }

    /// <summary>Whether a picture's brightest value, instead of 255, counts as white before it is normalized. Default: false.</summary>
    public bool ScalesToBrightest { get; init; }

    /// <summary>Subtracted from R, G, B in 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>R, G, B are divided by it after the mean is subtracted.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    public override ModelAbility Ability => ModelAbility.Subject;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network];

    internal override IEnumerable<string> FindParameterFaults()
    {
        if (InputSize is < 32 or > 4096)
        {
            yield return $"inputSize is {InputSize}, not within 32–4096";
        }

        foreach (var fault in ChannelRules.FindFaults(Mean, StandardDeviation))
        {
            yield return fault;
        }
    }
}

/// <summary>What the numbers of a matting network are.</summary>
public enum MattingOutput
{
    /// <summary>Alpha, 0–1.</summary>
    Alpha,

    /// <summary>Numbers whose least is 0 and whose greatest is 1 once they are spread.</summary>
    Spread,

    /// <summary>Logits, whose sigmoids are spread so.</summary>
    SpreadLogits,
}
