using System.Numerics.Tensors;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>A detector of the catalogue's kind <c>nanodet</c>.</summary>
internal sealed class NanoDetector : IDetector
{
    private const int BoxSides = 4;

    private readonly NanoDetModel _model;
    private readonly PlaneInput _normalization;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;

    public NanoDetector(NanoDetModel model, string path, OnnxSessions sessions, int beside = 1)
    {
        _model = model;
        _normalization = new PlaneInput(model.Mean, model.StandardDeviation, blueFirst: true);
        _session = sessions.Open(model.Name, path, beside, [.. model.Scores, .. model.Sides]);
        _input = new InputTensor(1, 3, model.InputSize, model.InputSize);
    }

    public DetectorModel Model => _model;

    public InputView View(PixelBox region, bool mirrored) => InputView.Stretch(region, _model.InputSize, mirrored);

    public IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore)
    {
        _normalization.Fill(picture.Render(view), _model.InputSize, _input.Values, view.Mirrored);
        _session.Give(_model.Input, _input.Value);
        using var outputs = _session.Run();
        var detections = new List<Detection>();
        foreach (var (grid, stride) in _model.Strides.Index())
        {
            var (scores, sides) = (outputs[grid], outputs[_model.Strides.Count + grid]);
            Read(scores.GetTensorDataAsSpan<float>(), sides.GetTensorDataAsSpan<float>(), stride, view, minimumRawScore, detections);
        }

        return detections;
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }

    /// <summary>The mean of a distribution over bins 0, 1, 2 and so on.</summary>
    /// <param name="logits">One per bin; at least one, finite.</param>
    /// <param name="distribution">Scratch space of the same length; overwritten.</param>
    internal static float MeanBin(ReadOnlySpan<float> logits, Span<float> distribution)
    {
        // SoftMax does not subtract the maximum: exponentials of logits from 89 on are infinite, and the result would be NaN.
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), distribution);
        TensorPrimitives.SoftMax(distribution, distribution);
        var mean = 0f;
        for (var bin = 1; bin < distribution.Length; bin++)
        {
            mean += bin * distribution[bin];
        }

        return mean;
    }

    private void Read(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> sides, int stride, InputView view, float minimumRawScore, List<Detection> detections)
    {
        var columns = _model.InputSize / stride;
        var cells = columns * columns;
        var (classes, fields) = (scores.Length / cells, sides.Length / cells);
        for (var cell = 0; cell < cells; cell++)
        {
            var cellScores = scores.Slice(cell * classes, classes);
            var best = TensorPrimitives.IndexOfMax(cellScores);
            if (cellScores[best] >= minimumRawScore)
            {
                var box = ReadBox(sides.Slice(cell * fields, fields), (cell % columns + 0.5f) * stride, ((cell / columns) + 0.5f) * stride, stride);
                detections.Add(new Detection(best, cellScores[best], view.ToPicture(box)));
            }
        }
    }

    /// <summary>The distance from the center to each side is the mean of its distribution, in strides.</summary>
    private static BoxF ReadBox(ReadOnlySpan<float> sides, float x, float y, int stride)
    {
        Span<float> distances = stackalloc float[BoxSides];
        var bins = sides.Length / BoxSides;
        Span<float> distribution = stackalloc float[bins];
        for (var side = 0; side < BoxSides; side++)
        {
            distances[side] = MeanBin(sides.Slice(side * bins, bins), distribution) * stride;
        }

        return new(x - distances[0], y - distances[1], x + distances[2], y + distances[3]);
    }
}
