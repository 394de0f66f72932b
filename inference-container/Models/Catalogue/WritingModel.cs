namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>writing</c>: detects text by differentiable binarization. Takes f32 [1,3,h,w], R, G, B normalized per channel, sides in multiples of 32;
/// returns f32 [1,1,h,w], 0–1: the probability that a pixel is in the core of a line of text. Source: PaddleOCR, PP-OCR's detection.
/// </summary>
public sealed record WritingModel : ModelEntry
{
    /// <summary>Side of a square that has as many pixels as the input may have at most, pixels; a multiple of 32.</summary>
    public required int InputSize { get; init; }

    /// <summary>Name of the network's input tensor.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the network's output tensor.</summary>
    public required string Output { get; init; }

    /// <summary>Subtracted from R, G, B, which are in 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Divisor for R, G, B after the mean is subtracted.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    /// <summary>The mean of a line's pixels, 0–1, with the best balance of precision and recall; it is calibrated to 0.5.</summary>
    public required double OperatingPoint { get; init; }

    public override ModelAbility Ability => ModelAbility.Writing;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network];

    internal override IEnumerable<string> FindParameterFaults()
    {
        if (InputSize is < 32 or > 4096 || InputSize % 32 != 0)
        {
            yield return $"inputSize is {InputSize}, not a multiple of 32 within 32–4096";
        }

        if (OperatingPoint is not (> 0 and < 1))
        {
            yield return $"operatingPoint is {OperatingPoint}, not between 0 and 1";
        }

        foreach (var fault in ChannelRules.FindFaults(Mean, StandardDeviation))
        {
            yield return fault;
        }
    }
}
