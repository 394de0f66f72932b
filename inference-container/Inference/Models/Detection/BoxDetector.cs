using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Models.Detection;

/// <summary>A detector of the catalogue's kind <c>detector</c>. One call at a time.</summary>
/// <remarks>Output [1, K, 6] = left, top, right, bottom in input pixels, score, class.</remarks>
internal sealed class BoxDetector : IDisposable
{
    private const int Fields = 6;

    private readonly DetectorModel _model;
    private readonly InferenceSession _session;
    private readonly InputTensor _input;

    public BoxDetector(DetectorModel model, string path, OnnxSessions sessions)
    {
        _model = model;
        _session = sessions.Open(path);
        _input = new InputTensor(1, model.InputSize, model.InputSize, 3);
    }

    /// <returns>Best score first, all at least <paramref name="minimumRawScore"/>, without repetitions.</returns>
    public IReadOnlyList<Detection> Detect(Picture picture, double minimumRawScore)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, _model.InputSize);
        using (var pixels = picture.Resize(letterbox))
        {
            DetectorInput.Fill(pixels, _model.InputSize, _input.Values);
        }

        using var runOptions = new RunOptions();
        using var outputs = _session.Run(runOptions, [_model.Input], [_input.Value], [_model.Output]);
        var found = Read(outputs[0].GetTensorDataAsSpan<float>(), letterbox, minimumRawScore);
        return NonMaximumSuppression.Apply(found, (float)_model.OverlapThreshold);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }

    private static List<Detection> Read(ReadOnlySpan<float> rows, Letterbox letterbox, double minimumRawScore)
    {
        var detections = new List<Detection>();
        for (; rows.Length >= Fields; rows = rows[Fields..])
        {
            var box = letterbox.ToPicture(new BoxF(rows[0], rows[1], rows[2], rows[3]));
            if (rows[4] >= minimumRawScore && box.Area > 0)
            {
                detections.Add(new Detection((int)rows[5], rows[4], box));
            }
        }

        return detections;
    }
}
