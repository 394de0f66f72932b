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

    /// <returns>All detections with at least <paramref name="minimumRawScore"/>, in any order, with duplicates.</returns>
    IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore);
}

/// <summary>One detected object.</summary>
/// <param name="ClassId">Index into the detector's classes.</param>
/// <param name="RawScore">The detector's own confidence, 0–1.</param>
/// <param name="Box">Pixels of the picture, inside it.</param>
internal sealed record Detection(int ClassId, float RawScore, BoxF Box)
{
    /// <summary>The best raw score of the same class in the same place: next to a confident detection, a faint one is probably wrong.</summary>
    public float BestRawScore { get; init; } = RawScore;

    /// <summary>Whether the class was promising at first glance; true if there was none. If it was not, the detection counts only for callers that ask for faint ones.</summary>
    public bool IsPromising { get; init; } = true;
}
