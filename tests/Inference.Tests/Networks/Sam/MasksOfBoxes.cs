using System.Collections;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Networks.Sam;

/// <summary>Boxes as masks, as the decoder's output: logits of 10 inside and −10 outside, estimates of 0.9, 0.8 and so on.</summary>
internal sealed class MasksOfBoxes : IDisposable
{
    /// <summary>Sides of the encoder's input and of the picture.</summary>
    public const int PictureSide = 1024;

    private const float Cell = (float)PictureSide / SamMasks.Side;

    public MasksOfBoxes(params BoxF[] boxes)
    {
        var logits = new float[boxes.Length * SamMasks.Side * SamMasks.Side];
        for (var i = 0; i < logits.Length; i++)
        {
            var (mask, row, column) = (i / (SamMasks.Side * SamMasks.Side), i / SamMasks.Side % SamMasks.Side, i % SamMasks.Side);
            logits[i] = boxes[mask].Contains((column + 0.5f) * Cell, (row + 0.5f) * Cell) ? 10 : -10;
        }

        Decoded = new SamMasks(new Outputs(
        [
            OrtValue.CreateTensorValueFromMemory(logits, [1, boxes.Length, SamMasks.Side, SamMasks.Side]),
            OrtValue.CreateTensorValueFromMemory([.. boxes.Select((_, mask) => 0.9f - (mask / 10f))], [1, boxes.Length]),
        ]));
    }

    public SamMasks Decoded { get; }

    /// <summary>For a picture that fills the encoder's input.</summary>
    public static SamEmbedding Embed()
    {
        var nothing = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
        return new SamEmbedding(nothing, [nothing], new PixelBox(0, 0, PictureSide, PictureSide), Letterbox.Fit(PictureSide, PictureSide, PictureSide));
    }

    public void Dispose() => Decoded.Dispose();

    private sealed class Outputs(IReadOnlyList<OrtValue> values) : IDisposableReadOnlyCollection<OrtValue>
    {
        public int Count => values.Count;

        public OrtValue this[int index] => values[index];

        public IEnumerator<OrtValue> GetEnumerator() => values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            foreach (var value in values)
            {
                value.Dispose();
            }
        }
    }
}
