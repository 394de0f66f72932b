using System.Numerics.Tensors;
using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>A detector of the catalogue's kind <c>face</c>. It numbers its detections as <see cref="WordIndex.BuiltIn"/> does.</summary>
/// <remarks>Source: google/mediapipe, face_detection's options for a back camera.</remarks>
internal sealed class FaceDetector : IDetector
{
    private const string Word = "face";
    private const float Middle = 127.5f;
    private const int BoxFields = 16;

    /// <summary>Input pixels per cell, and anchors per cell.</summary>
    private static readonly (int Stride, int Anchors)[] Grids = [(16, 2), (32, 6)];

    private static readonly int ClassId = WordIndex.BuiltIn.Find(Word)![0];

    private readonly FaceModel _model;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;

    public FaceDetector(FaceModel model, string path, OnnxSessions sessions)
    {
        _model = model;
        _session = sessions.Open(model.Name, path, [.. model.Scores, .. model.Boxes]);
        _input = new InputTensor(1, model.InputSize, model.InputSize, 3);
    }

    public DetectorModel Model => _model;

    public InputView View(PixelBox region, bool mirrored) => InputView.Fit(region, _model.InputSize, mirrored);

    public IEnumerable<Detection> Detect(PictureSource picture, InputView view, float minimumRawScore)
    {
        RowInput.Fill(picture.Render(view), _model.InputSize, _input.Values, view.Mirrored);
        TensorPrimitives.Subtract(_input.Values, Middle, _input.Values);
        TensorPrimitives.Divide(_input.Values, Middle, _input.Values);
        _session.Give(_model.Input, _input.Value);
        using var outputs = _session.Run();
        return
        [
            .. Grids.Index().SelectMany(grid => Read(
                outputs[grid.Index].GetTensorDataAsSpan<float>(), outputs[Grids.Length + grid.Index].GetTensorDataAsSpan<float>(), grid.Item, view, minimumRawScore)),
        ];
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }

    private List<Detection> Read(ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, (int Stride, int Anchors) grid, InputView view, float minimumRawScore)
    {
        var detections = new List<Detection>();
        var side = _model.InputSize / grid.Stride;
        for (var index = 0; index < logits.Length; index++)
        {
            var score = 1 / (1 + MathF.Exp(-logits[index]));
            if (score >= minimumRawScore)
            {
                var (row, column) = (index / grid.Anchors / side, index / grid.Anchors % side);
                var box = Decode(boxes.Slice(index * BoxFields, BoxFields), (column + 0.5f) * grid.Stride, (row + 0.5f) * grid.Stride);
                detections.Add(new Detection(ClassId, score, view.ToPicture(box)));
            }
        }

        return detections;
    }

    /// <param name="box">As the network returns it.</param>
    /// <param name="x">Horizontal center of the cell, input pixels.</param>
    /// <param name="y">Vertical center of the cell, input pixels.</param>
    /// <returns>Input pixels.</returns>
    private static BoxF Decode(ReadOnlySpan<float> box, float x, float y)
    {
        var (left, top) = (x + box[0] - (box[2] / 2), y + box[1] - (box[3] / 2));
        return new BoxF(left, top, left + box[2], top + box[3]);
    }
}
