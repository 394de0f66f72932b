using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>What a client may choose about an inference.</summary>
/// <param name="ScoreThreshold">Objects found by words with a calibrated score below this are dropped, 0–1. Points, boxes and the subject are always answered.</param>
/// <param name="MaskThreshold">A pixel belongs to a mask if its probability is at least this, 0–1.</param>
/// <param name="Preview">Also draw the segments over the picture.</param>
/// <param name="EdgeOffset">Pixels of the picture by which every mask grows; a negative value shrinks it.</param>
/// <param name="Outputs">What is produced for each segment in addition to its mask.</param>
/// <param name="MustFind">A picture in which nothing is found fails, with <see cref="InferenceErrorCode.NothingFound"/>.</param>
/// <param name="Cutout">How cut-outs are made, if any are; null for <see cref="CutoutOptions.Default"/>.</param>
/// <param name="Model">The network that is asked for, by its name in the workers' catalogue, or <see cref="BuiltInModels"/>; null for those of the workers' settings.</param>
public sealed record InferenceOptions(
    double ScoreThreshold = 0.5,
    double MaskThreshold = 0.5,
    bool Preview = false,
    double EdgeOffset = 0,
    SegmentOutputs Outputs = SegmentOutputs.None,
    bool MustFind = false,
    CutoutOptions? Cutout = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null)
{
    /// <summary>Asks for the networks that answer where no others are chosen.</summary>
    public const string BuiltInModels = "built-in";
}
