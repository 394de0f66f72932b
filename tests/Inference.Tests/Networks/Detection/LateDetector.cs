using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Tests.Networks.Detection;

/// <summary>Detects an object of one class in every view, and one of another class in every view except the first.</summary>
internal sealed class LateDetector(int first, int late) : IDetector
{
    public int Looks { get; private set; }

    public DetectorModel Model { get; } = ModelCatalogue.Load().Get<RowDetectorModel>("centernet");

    public InputView View(PixelBox region, bool mirrored) => InputView.Fit(region, Model.InputSize, mirrored);

    public IEnumerable<SegFunctions.Inference.Networks.Detection.Detection> Detect(PictureSource picture, InputView view, float minimumRawScore)
    {
        Looks++;
        return view == View(picture.Frame, mirrored: false) ? [See(first, picture)] : [See(first, picture), See(late, picture)];
    }

    public void Dispose()
    {
    }

    private static SegFunctions.Inference.Networks.Detection.Detection See(int classId, PictureSource picture) =>
        new(classId, 0.5f, new BoxF(picture.Width * 0.25f, picture.Height * 0.25f, picture.Width * 0.75f, picture.Height * 0.75f));
}
