using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>Finds objects of a closed vocabulary in a view of a picture. One call at a time.</summary>
internal interface IDetector : IDisposable
{
    DetectorModel Model { get; }

    /// <summary>How this network wants to see a region of a picture.</summary>
    InputView View(PixelBox region, bool mirrored);

    /// <returns>All with at least <paramref name="minimumRawScore"/>, in any order, with repetitions.</returns>
    IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore);
}
