using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>The choices that a client has about an inference.</summary>
/// <param name="ScoreThreshold">Objects found by words with a calibrated score below this are dropped, 0–1. Points, boxes and the subject are always answered.</param>
/// <param name="MaskThreshold">A pixel belongs to a mask if its probability is at least this, 0–1.</param>
/// <param name="Preview">Whether to draw the segments over the picture, too.</param>
/// <param name="EdgeOffset">Pixels of the picture by which every mask grows; a negative value shrinks it.</param>
/// <param name="Outputs">What to produce for each segment in addition to its mask.</param>
/// <param name="MustFind">Whether a picture in which nothing is found fails, with <see cref="InferenceErrorCode.NothingFound"/>.</param>
/// <param name="Cutout">How cut-outs are made, if any are; null for <see cref="CutoutOptions.Default"/>.</param>
/// <param name="Model">The requested network, by its name in the workers' catalogue, or <see cref="BuiltInModels"/>; null for the networks of the workers' settings.</param>
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
    /// <summary>Requests the networks that answer if no others are chosen.</summary>
    public const string BuiltInModels = "built-in";
}
