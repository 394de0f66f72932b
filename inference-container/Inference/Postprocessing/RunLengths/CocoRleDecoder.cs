using System.Numerics.Tensors;

namespace SegFunctions.Inference.Postprocessing.RunLengths;

/// <summary>Converts run lengths along columns to a mask in rows: each run marks where it begins and ends in its columns, then every row is combined with the row above.</summary>
internal static class CocoRleDecoder
{
    /// <exception cref="FormatException">The counts are not an RLE of this size.</exception>
    public static BinaryMask Decode(CocoRle rle)
    {
        Check(rle);
        var mask = new BinaryMask(rle.Width, rle.Height);
        var start = 0;
        for (var i = 0; i < rle.Counts.Count; i++)
        {
            var end = start + rle.Counts[i];
            if (i % 2 == 1)
            {
                MarkEnds(mask, start, end);
            }

            start = end;
        }

        for (var y = 1; y < mask.Height; y++)
        {
            TensorPrimitives.Xor<ulong>(mask.Row(y), mask.Row(y - 1), mask.Row(y));
        }

        return mask;
    }

    private static void Check(CocoRle rle)
    {
        if (rle.Height < 1 || rle.Width < 1 || rle.Counts.Any(count => count < 0) || rle.Counts.Sum(count => (long)count) != (long)rle.Height * rle.Width)
        {
            throw new FormatException($"The run lengths do not add up to {rle.Width} × {rle.Height} pixels.");
        }
    }

    private static void MarkEnds(BinaryMask mask, int start, int end)
    {
        while (start < end)
        {
            var (x, y) = Math.DivRem(start, mask.Height);
            Toggle(mask, x, y);
            var columnEnd = (x + 1) * mask.Height;
            if (end < columnEnd)
            {
                Toggle(mask, x, end - (x * mask.Height));
            }

            start = columnEnd;
        }
    }

    private static void Toggle(BinaryMask mask, int x, int y) => mask.Row(y)[x >> 6] ^= 1UL << (x & 63);
}
