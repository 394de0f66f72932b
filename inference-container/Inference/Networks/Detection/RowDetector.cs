using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>A detector of the catalogue's kind <c>detector</c>.</summary>
/// <remarks>Output [1, K, 6]: left, top, right, bottom in input pixels, score, class.</remarks>
internal sealed class RowDetector : IDetector
{
    private const int Fields = 6;

    private readonly RowDetectorModel _model;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;

    public RowDetector(RowDetectorModel model, string path, OnnxSessions sessions, int beside = 1)
    {
        _model = model;
        _session = sessions.Open(model.Name, path, beside, model.Output);
        _input = new InputTensor(1, model.InputSize, model.InputSize, 3);
    }

    public DetectorModel Model => _model;

    public InputView View(PixelBox region, bool mirrored) => InputView.Fit(region, _model.InputSize, mirrored);

    public IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore)
    {
        RowInput.Fill(picture.Render(view), _model.InputSize, _input.Values, view.Mirrored);
        _session.Give(_model.Input, _input.Value);
        using var outputs = _session.Run();
        return Read(outputs[0].GetTensorDataAsSpan<float>(), view, minimumRawScore);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }

    private static List<Detection> Read(ReadOnlySpan<float> rows, InputView view, float minimumRawScore)
    {
        var detections = new List<Detection>();
        for (; rows.Length >= Fields; rows = rows[Fields..])
        {
            if (rows[4] >= minimumRawScore)
            {
                detections.Add(new Detection((int)rows[5], rows[4], view.ToPicture(new BoxF(rows[0], rows[1], rows[2], rows[3]))));
            }
        }

        return detections;
    }
}
