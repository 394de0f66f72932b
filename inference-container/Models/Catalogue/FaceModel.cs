namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>face</c>: MediaPipe's BlazeFace for a back camera. Takes f32 [1,S,S,3], RGB as −1 to 1, the picture letterboxed into the top-left corner, the rest −1.
/// Has two grids: S / 16 cells per side with two anchors each, and S / 32 with six. Returns for each grid a logit f32 [1,A,1] and a box with key points f32
/// [1,A,16], of which the first four are its center relative to the cell's, width and height in input pixels.
/// </summary>
public sealed record FaceModel : DetectorModel
{
    /// <summary>Names of the output tensors with the logits, by grid.</summary>
    public required IReadOnlyList<string> Scores { get; init; }

    /// <summary>Names of the output tensors with the boxes, by grid.</summary>
    public required IReadOnlyList<string> Boxes { get; init; }

    public override ModelAbility Ability => ModelAbility.Faces;

    internal override IEnumerable<string> FindParameterFaults() => [.. base.FindParameterFaults(), .. FindGridFaults()];

    private IEnumerable<string> FindGridFaults()
    {
        if (InputSize % 32 != 0)
        {
            yield return $"inputSize is {InputSize}, not a multiple of 32";
        }

        if (Scores.Count != 2 || Boxes.Count != 2)
        {
            yield return "scores and boxes are not of two grids each";
        }
    }
}
