using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Tests.Networks.Detection;

/// <summary>Detects one object of a class, with a fixed score, in the middle of every view, and records the views.</summary>
internal sealed class CountingDetector(int classId, float rawScore = 0.5f) : IDetector
{
    private readonly List<InputView> _views = [];

    /// <summary>In order of calls.</summary>
    public IReadOnlyList<InputView> Views => _views;

    public DetectorModel Model { get; } = ModelCatalogue.Load().Get<RowDetectorModel>("centernet");

    public InputView View(PixelBox region, bool mirrored) => InputView.Fit(region, Model.InputSize, mirrored);

    public IEnumerable<SegFunctions.Inference.Networks.Detection.Detection> Detect(PictureSource picture, InputView view, float minimumRawScore)
    {
        _views.Add(view);
        return [new(classId, rawScore, new BoxF(picture.Width * 0.25f, picture.Height * 0.25f, picture.Width * 0.75f, picture.Height * 0.75f))];
    }

    public void Dispose()
    {
    }
}
