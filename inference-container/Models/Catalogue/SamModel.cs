using System.Text.Json.Serialization;

namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>sam</c>: from points and boxes to masks. The encoder takes f32 [1,3,S,S], the picture normalized, either scaled by S / longer side and then padded with
/// zeros on the right and at the bottom, or stretched; the decoder takes the embeddings and the prompts. <see cref="Format"/> has the details.
/// </summary>
public sealed record SamModel : ModelEntry
{
    /// <summary>S, the side of the input, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Subtracted from R, G, B, which are in 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Divisor for R, G, B after the mean is subtracted.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    /// <summary>
    /// Name of the decoder's output tensor with the masks, f32 [1,M,S/4,S/4] logits. M is 1, or 4 if the first is the unambiguous one, or 3 if none is,
    /// see <see cref="Format"/>.
    /// </summary>
    public string MasksOutput { get; init; } = "low_res_masks";

    /// <summary>Name of the decoder's output tensor with its estimates of the masks' quality, f32 [1,M].</summary>
    public string ScoresOutput { get; init; } = "iou_predictions";

    /// <summary>The format of the files; in a catalogue's file always SAM's own, whereas users' exports may have others.</summary>
    [JsonIgnore]
    public SamFormat Format { get; init; } = SamFormat.Original with { LooksNear = true };

    public override ModelAbility Ability => ModelAbility.Marks;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Encoder, ModelFileRole.Decoder];

    internal override IEnumerable<string> FindParameterFaults()
    {
        if (InputSize is < 64 or > 4096 || InputSize % 16 != 0)
        {
            yield return $"inputSize is {InputSize}, not a multiple of 16 within 64–4096";
        }

        foreach (var fault in ChannelRules.FindFaults(Mean, StandardDeviation))
        {
            yield return fault;
        }
    }
}
