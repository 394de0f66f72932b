using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Detection;

/// <summary>MobileNetV3-CenterNet on the 80 COCO classes. One call at a time.</summary>
/// <remarks>Input [1, 512, 512, 3]; output [1, 100, 6] = left, top, right, bottom in input pixels, score, class.</remarks>
internal sealed class CenterNetDetector : IDisposable
{
    public const int Side = 512;
    private const string InputName = "tower_0_images";
    private const string OutputName = "tower_0_detections";
    private const int Fields = 6;
    private const float MaximumOverlap = 0.5f;

    private readonly InferenceSession _session;
    private readonly InputTensor _input = new(1, Side, Side, 3);

    public CenterNetDetector(ModelFile model, OnnxSessions sessions)
    {
        Model = model;
        _session = sessions.Open(model);
    }

    public ModelFile Model { get; }

    /// <returns>Best score first, all at least <paramref name="minimumRawScore"/>.</returns>
    public IReadOnlyList<Detection> Detect(Picture picture, double minimumRawScore)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, Side);
        using (var pixels = picture.Resize(letterbox))
        {
            DetectorInput.Fill(pixels, Side, _input.Values);
        }

        using var runOptions = new RunOptions();
        using var outputs = _session.Run(runOptions, [InputName], [_input.Value], [OutputName]);
        return NonMaximumSuppression.Apply(Read(outputs[0].GetTensorDataAsSpan<float>(), letterbox, minimumRawScore), MaximumOverlap);
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
