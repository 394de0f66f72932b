namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>sam</c>: points and boxes to masks, as the original segment-anything export. The encoder takes f32 [1,3,S,S], the picture scaled by
/// S / longest side, normalised, then padded with zeros at the right and the bottom; the decoder takes the embeddings and the prompts.
/// </summary>
public sealed record SamModel : ModelEntry
{
    /// <summary>S, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Subtracted from R, G, B in 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>R, G, B are divided by it after the mean is gone.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Encoder, ModelFileRole.Decoder];

    internal override IEnumerable<string> FindParameterFaults()
    {
        if (InputSize is < 32 or > 4096)
        {
            yield return $"inputSize is {InputSize}, not within 32–4096";
        }

        if (Mean.Count != 3)
        {
            yield return $"mean has {Mean.Count} values, not 3";
        }

        if (StandardDeviation.Count != 3 || StandardDeviation.Any(value => value <= 0))
        {
            yield return "standardDeviation is not three values above 0";
        }
    }
}
