using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Preprocessing;

/// <summary>Fills inputs with planes, [1, 3, height, width], normalized per channel; the content is at the top left, padding is 0 after normalization.</summary>
internal sealed class PlaneInput
{
    private readonly float[][] _normalized;
    private readonly int[] _channels;

    /// <param name="mean">Mean of each color plane, 0–255.</param>
    /// <param name="deviation">Standard deviation of each color plane, 0–255.</param>
    /// <param name="blueFirst">Whether the planes are B, G, R instead of R, G, B.</param>
    public PlaneInput(IReadOnlyList<float> mean, IReadOnlyList<float> deviation, bool blueFirst = false)
    {
        _normalized = [.. mean.Zip(deviation, Table)];
        _channels = blueFirst ? [2, 1, 0] : [0, 1, 2];
    }

    /// <param name="pixels">The content.</param>
    /// <param name="width">Width of a plane.</param>
    /// <param name="tensor">Three planes, completely overwritten.</param>
    /// <param name="mirrored">Whether each row is written from right to left.</param>
    public void Fill(PixelBuffer pixels, int width, Span<float> tensor, bool mirrored = false)
    {
        tensor.Clear();
        FillPart(pixels, width, tensor, 0, 0, mirrored);
    }

    /// <summary>Writes the content at a position and leaves the rest unchanged.</summary>
    /// <param name="pixels">The content.</param>
    /// <param name="width">Width of a plane.</param>
    /// <param name="tensor">Three planes.</param>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="mirrored">Whether each row is written from right to left.</param>
    public void FillPart(PixelBuffer pixels, int width, Span<float> tensor, int left, int top, bool mirrored = false)
    {
        var length = tensor.Length / 3;
        for (var plane = 0; plane < 3; plane++)
        {
            var target = tensor.Slice(plane * length, length);
            for (var y = 0; y < pixels.Height; y++)
            {
                FillRow(pixels.Row(y)[_channels[plane]..], _normalized[plane], target.Slice(((top + y) * width) + left, pixels.Width), mirrored);
            }
        }
    }

    private static void FillRow(ReadOnlySpan<byte> source, ReadOnlySpan<float> table, Span<float> target, bool mirrored)
    {
        for (var x = 0; x < target.Length; x++)
        {
            target[x] = table[source[x * 3]];
        }

        if (mirrored)
        {
            target.Reverse();
        }
    }

    private static float[] Table(float mean, float deviation) => [.. Enumerable.Range(0, 256).Select(value => (value - mean) / deviation)];
}
