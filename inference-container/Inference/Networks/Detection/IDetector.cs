using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>Finds objects of a closed vocabulary in a view of a picture. One call at a time.</summary>
internal interface IDetector : IDisposable
{
    DetectorModel Model { get; }

    /// <summary>The view of a region that this network was trained for.</summary>
    InputView View(PixelBox region, bool mirrored);

    /// <returns>All with at least <paramref name="minimumRawScore"/>, in any order, with duplicates.</returns>
    IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore);
}

/// <summary>One object that a detector found.</summary>
/// <param name="ClassId">Index into the detector's classes.</param>
/// <param name="RawScore">The detector's own confidence, 0–1.</param>
/// <param name="Box">Pixels of the picture, inside it.</param>
internal sealed record Detection(int ClassId, float RawScore, BoxF Box)
{
    /// <summary>The best raw score of the class where this was found: beside a sure find a faint one is likely a wrong one.</summary>
    public float BestRawScore { get; init; } = RawScore;

    /// <summary>Whether something of the class was seen at first glance; true where there is none. Without it, it counts only for who asks for faint finds.</summary>
    public bool IsPromising { get; init; } = true;
}
