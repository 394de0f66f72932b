using System.Numerics;
using System.Runtime.InteropServices;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// Enlarges 8-bit pixels: bilinear, pixel centers at halves, edges repeated, as <see cref="PictureScaling"/> does for images. Each row of
/// the small picture is widened once, and each row of the large picture is a mix of two of them, computed many numbers at a time.
/// </summary>
internal static class Enlargement
{
    private const float Half = 0.5f;

    /// <param name="small">The picture to enlarge, with any number of bands.</param>
    /// <param name="width">Width of the result, at least that of <paramref name="small"/>.</param>
    /// <param name="height">Height of the result, at least that of <paramref name="small"/>.</param>
    public static PixelBuffer Of(PixelBuffer small, int width, int height)
    {
        var large = PixelBuffer.Allocate(width, height, small.Bands);
        var (columns, rows) = (Sample(small.Width, width), Sample(small.Height, height));

        // Two adjacent rows of the small picture: the even one and the odd one.
        float[][] lines = [new float[width * small.Bands], new float[width * small.Bands]];
        Span<int> held = [-1, -1];
        for (var y = 0; y < height; y++)
        {
            var (above, below, weight) = rows[y];
            foreach (var row in (ReadOnlySpan<int>)[above, below])
            {
                if (held[row & 1] != row)
                {
                    held[row & 1] = row;
                    Widen(small.Row(row), small.Bands, columns, lines[row & 1]);
                }
            }

            Mix(lines[above & 1], lines[below & 1], weight, large.Row(y));
        }

        return large;
    }

    private static void Widen(ReadOnlySpan<byte> source, int bands, (int First, int Second, float Weight)[] columns, Span<float> line)
    {
        var at = 0;
        foreach (var (first, second, weight) in columns)
        {
            var left = source.Slice(first * bands, bands);
            var right = source.Slice(second * bands, bands);
            for (var band = 0; band < left.Length; band++)
            {
                line[at++] = left[band] + ((right[band] - left[band]) * weight);
            }
        }
    }

    private static void Mix(ReadOnlySpan<float> above, ReadOnlySpan<float> below, float weight, Span<byte> row)
    {
        var upper = MemoryMarshal.Cast<float, Vector<float>>(above);
        var lower = MemoryMarshal.Cast<float, Vector<float>>(below);
        var bytes = MemoryMarshal.Cast<byte, Vector<byte>>(row);
        for (var i = 0; i < bytes.Length; i++)
        {
            var at = i * sizeof(float);
            bytes[i] = Vector.Narrow(
                Vector.Narrow(Mix(upper[at], lower[at], weight), Mix(upper[at + 1], lower[at + 1], weight)),
                Vector.Narrow(Mix(upper[at + 2], lower[at + 2], weight), Mix(upper[at + 3], lower[at + 3], weight)));
        }

        for (var i = bytes.Length * Vector<byte>.Count; i < row.Length; i++)
        {
            row[i] = (byte)(above[i] + ((below[i] - above[i]) * weight) + Half);
        }
    }

    private static Vector<uint> Mix(Vector<float> above, Vector<float> below, float weight) =>
        Vector.ConvertToInt32Native(above + ((below - above) * weight) + new Vector<float>(Half)).As<int, uint>();

    /// <summary>The two old pixels next to each new pixel's center.</summary>
    private static (int First, int Second, float Weight)[] Sample(int length, int newLength)
    {
        var samples = new (int, int, float)[newLength];
        for (var i = 0; i < newLength; i++)
        {
            var place = Math.Clamp(((i + 0.5) * length / newLength) - 0.5, 0, length - 1);
            var first = (int)place;
            samples[i] = (first, Math.Min(first + 1, length - 1), (float)(place - first));
        }

        return samples;
    }
}
