using System.Numerics.Tensors;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Preprocessing;

/// <summary>Fills inputs with rows of interleaved RGB, [1, side, side, 3], 0–255 unchanged; the content is at the top left, padding is 0.</summary>
internal static class RowInput
{
    private const int Bands = 3;

    /// <param name="pixels">The content.</param>
    /// <param name="side">Width and height of the square.</param>
    /// <param name="tensor">Completely overwritten.</param>
    /// <param name="mirrored">Whether each row is written from right to left.</param>
    public static void Fill(PixelBuffer pixels, int side, Span<float> tensor, bool mirrored = false)
    {
        tensor.Clear();
        for (var y = 0; y < pixels.Height; y++)
        {
            var row = tensor.Slice(y * side * Bands, pixels.Width * Bands);
            TensorPrimitives.ConvertTruncating<byte, float>(pixels.Row(y), row);
            if (mirrored)
            {
                Mirror(row);
            }
        }
    }

    private static void Mirror(Span<float> row)
    {
        // When the whole row is reversed, each pixel becomes B, G, R.
        row.Reverse();
        for (var x = 0; x < row.Length; x += Bands)
        {
            (row[x], row[x + 2]) = (row[x + 2], row[x]);
        }
    }
}
