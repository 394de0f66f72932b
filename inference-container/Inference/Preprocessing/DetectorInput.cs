using System.Numerics.Tensors;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Preprocessing;

/// <summary>The detector's input: letterboxed RGB as it is, 0–255, rows of interleaved pixels [1, side, side, 3], padding 0.</summary>
internal static class DetectorInput
{
    public static void Fill(PixelBuffer pixels, int side, Span<float> tensor)
    {
        tensor.Clear();
        for (var y = 0; y < pixels.Height; y++)
        {
            TensorPrimitives.ConvertTruncating<byte, float>(pixels.Row(y), tensor[(y * side * 3)..]);
        }
    }
}
