using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The decoder half of SAM 2, as transformers.js exports it: points and boxes are separate inputs, either of which may be empty, and there is no input for an earlier mask.</summary>
/// <remarks>Source: huggingface/transformers.js, <c>modeling_sam2.js</c>.</remarks>
internal sealed class TransformersSamDecoder(SamModel model, string path, OnnxSessions sessions) : ISamDecoder
{
    private readonly OnnxSession _session = sessions.Open($"{model.Name} decoder", path, model.MasksOutput, model.ScoresOutput);
    private SamEmbedding? _given;

    public SamMasks Decode(SamEmbedding embedding, SamPrompt prompt, ReadOnlySpan<float> mask = default)
    {
        var (points, corners) = (prompt.Points.ToList(), prompt.Corners.ToList());
        using var coordinates = new InputTensor(1, 1, points.Count, 2);
        long[] kinds = [.. points.Select(point => point.Foreground ? 1L : 0)];
        using var labels = OrtValue.CreateTensorValueFromMemory(kinds, [1, 1, points.Count]);
        using var boxes = new InputTensor(1, corners.Count / 2, 4);
        Write(points.Select(point => (point.X, point.Y)), embedding, coordinates);
        Write(corners, embedding, boxes);
        if (_given != embedding)
        {
            foreach (var (feature, value) in model.Format.Features.Zip(embedding.Values))
            {
                _session.Give(feature.Input, value);
            }

            _given = embedding;
        }

        _session.Give("input_points", coordinates.Value);
        _session.Give("input_labels", labels);
        _session.Give("input_boxes", boxes.Value);
        return new SamMasks(_session.Run(), model.Format.HasUnambiguousMask);
    }

    public void Dispose() => _session.Dispose();

    private static void Write(IEnumerable<(float X, float Y)> places, SamEmbedding embedding, InputTensor to)
    {
        foreach (var (index, (x, y)) in places.Index())
        {
            (to.Values[index * 2], to.Values[(index * 2) + 1]) = embedding.View.ToInput(x, y);
        }
    }
}
