namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>matting</c>: the picture's main subject as an alpha matte. Takes f32 [1,3,S,S], R, G, B normalized per channel, the picture stretched to a
/// square; returns f32 [1,1,S,S], whose meaning is <see cref="OutputKind"/>.
/// </summary>
public sealed record MattingModel : ModelEntry
{
    /// <summary>S, the side of the input, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Name of the network's input tensor; null for its first input.</summary>
    public string? Input { get; init; }

    /// <summary>Name of the network's output tensor with the alpha; null for its first output.</summary>
    public string? Output { get; init; }

    /// <summary>The meaning of the output's values. Default: alpha.</summary>
    public MattingOutput OutputKind { get; init; }

    /// <summary>Whether a picture's brightest value, rather than 255, counts as white before normalization. Default: false.</summary>
    public bool ScalesToBrightest { get; init; }

    /// <summary>Subtracted from R, G, B, which are in 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Divisor for R, G, B after the mean is subtracted.</summary>
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

/// <summary>The meaning of a matting network's output.</summary>
public enum MattingOutput
{
    /// <summary>Alpha, 0–1.</summary>
    Alpha,

    /// <summary>Values to be stretched so that the lowest becomes 0 and the highest 1.</summary>
    Spread,

    /// <summary>Logits whose sigmoids are to be stretched in the same way.</summary>
    SpreadLogits,
}
