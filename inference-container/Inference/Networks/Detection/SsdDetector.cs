using System.Numerics.Tensors;
using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>A detector of the catalogue's kind <c>ssd</c>. It numbers its detections as <see cref="WordIndex.BuiltIn"/> does.</summary>
internal sealed class SsdDetector : IDetector
{
    private const int BoxSides = 4;
    private const float Middle = 127.5f;

    // Position and size are encoded with these factors, which balance their errors in training.
    private const float PositionFactor = 10;
    private const float SizeFactor = 5;

    private readonly SsdModel _model;
    private readonly List<(int ClassId, int[] Columns)> _words;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;

    public SsdDetector(SsdModel model, string path, OnnxSessions sessions)
    {
        _model = model;
        _words = [.. model.Words.Select(word => (NumberOf(word.Key), word.Value.ToArray()))];
        _session = sessions.Open(model.Name, path, model.Boxes, model.Scores);
        _input = new InputTensor(1, model.InputSize, model.InputSize, 3);
    }

    public DetectorModel Model => _model;

    public InputView View(PixelBox region, bool mirrored) => InputView.Stretch(region, _model.InputSize, mirrored);

    public IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore)
    {
        RowInput.Fill(picture.Render(view), _model.InputSize, _input.Values, view.Mirrored);
        TensorPrimitives.Subtract(_input.Values, Middle, _input.Values);
        TensorPrimitives.Divide(_input.Values, Middle, _input.Values);
        _session.Give(_model.Input, _input.Value);
        using var outputs = _session.Run();
        return Read(outputs[0].GetTensorDataAsSpan<float>(), outputs[1].GetTensorDataAsSpan<float>(), view, minimumRawScore);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }

    private static int NumberOf(string word) => WordIndex.BuiltIn.Find(word) is [var number]
        ? number
        : throw new InvalidOperationException($"'{word}' is not a class of the built-in vocabulary.");

    private List<Detection> Read(ReadOnlySpan<float> boxes, ReadOnlySpan<float> logits, InputView view, float minimumRawScore)
    {
        var detections = new List<Detection>();
        var width = logits.Length / SsdAnchors.All.Count;
        for (var index = 0; index < SsdAnchors.All.Count; index++)
        {
            var row = logits.Slice(index * width, width);
            foreach (var (classId, columns) in _words)
            {
                var score = Score(row, columns);
                if (score >= minimumRawScore)
                {
                    detections.Add(new Detection(classId, score, view.ToPicture(Decode(SsdAnchors.All[index], boxes.Slice(index * BoxSides, BoxSides)))));
                }
            }
        }

        return detections;
    }

    private static float Score(ReadOnlySpan<float> logits, int[] columns)
    {
        var best = float.NegativeInfinity;
        foreach (var column in columns)
        {
            best = Math.Max(best, logits[column]);
        }

        return 1 / (1 + MathF.Exp(-best));
    }

    /// <returns>Input pixels.</returns>
    private BoxF Decode(SsdAnchor anchor, ReadOnlySpan<float> box)
    {
        var (x, y) = (anchor.X + (box[1] / PositionFactor * anchor.Width), anchor.Y + (box[0] / PositionFactor * anchor.Height));
        var (halfWidth, halfHeight) = (anchor.Width * MathF.Exp(box[3] / SizeFactor) / 2, anchor.Height * MathF.Exp(box[2] / SizeFactor) / 2);
        var side = _model.InputSize;
        return new BoxF((x - halfWidth) * side, (y - halfHeight) * side, (x + halfWidth) * side, (y + halfHeight) * side);
    }
}
