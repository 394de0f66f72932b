using System.Numerics;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>A mask's runs of equal pixels, row by row.</summary>
internal static class MaskRuns
{
    public static IEnumerable<PixelRun> Of(BinaryMask mask, bool value)
    {
        for (var y = 0; y < mask.Height; y++)
        {
            var start = NextEqual(mask.Row(y), 0, mask.Width, value);
            while (start < mask.Width)
            {
                var end = NextEqual(mask.Row(y), start, mask.Width, !value);
                yield return new PixelRun(y, start, end);
                start = NextEqual(mask.Row(y), end, mask.Width, value);
            }
        }
    }

    /// <summary>The first pixel from <paramref name="x"/> on that equals <paramref name="value"/>, or the width.</summary>
    private static int NextEqual(ReadOnlySpan<ulong> row, int x, int width, bool value)
    {
        while (x < width)
        {
            var word = (value ? row[x >> 6] : ~row[x >> 6]) >> (x & 63);
            if (word != 0)
            {
                return Math.Min(x + BitOperations.TrailingZeroCount(word), width);
            }

            x = (x | 63) + 1;
        }

        return width;
    }
}

/// <summary>Consecutive equal pixels of a row, from <paramref name="Start"/> up to, but not including, <paramref name="End"/>.</summary>
internal readonly record struct PixelRun(int Y, int Start, int End)
{
    public int Length => End - Start;
}
