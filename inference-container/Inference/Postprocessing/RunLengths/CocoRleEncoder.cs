using System.Buffers;
using System.Numerics;

namespace SegFunctions.Inference.Postprocessing.RunLengths;

/// <summary>
/// Computes run lengths along the columns of a mask that is stored in rows. Runs end where a pixel differs from the one above it, so rows are compared word by word,
/// and only the few differences are processed one by one.
/// </summary>
internal static class CocoRleEncoder
{
    public static int[] Encode(BinaryMask mask)
    {
        var aboveFirst = LastColumnsShifted(mask);
        var count = CountChanges(mask, aboveFirst);
        var (changes, sorted) = (ArrayPool<Pixel>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
        FindChanges(mask, aboveFirst, changes);
        SortByColumn(changes.AsSpan(0, count), mask, sorted);
        var lengths = ToLengths(sorted.AsSpan(0, count), mask.Width * mask.Height);
        ArrayPool<Pixel>.Shared.Return(changes);
        ArrayPool<int>.Shared.Return(sorted);
        return lengths;
    }

    /// <summary>The first pixel of a column follows the last one of the previous column; the very first follows a zero.</summary>
    private static ulong[] LastColumnsShifted(BinaryMask mask)
    {
        var last = mask.Row(mask.Height - 1);
        var shifted = new ulong[last.Length];
        for (var i = 0; i < last.Length; i++)
        {
            shifted[i] = (last[i] << 1) | (i == 0 ? 0 : last[i - 1] >> 63);
        }

        // Bits past the width must not differ from the row's.
        shifted[^1] &= ulong.MaxValue >> (-mask.Width & 63);
        return shifted;
    }

    private static int CountChanges(BinaryMask mask, ReadOnlySpan<ulong> aboveFirst)
    {
        var count = 0;
        var above = aboveFirst;
        for (var y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<ulong> row = mask.Row(y);
            if (!row.SequenceEqual(above))
            {
                for (var i = 0; i < row.Length; i++)
                {
                    count += BitOperations.PopCount(row[i] ^ above[i]);
                }
            }

            above = row;
        }

        return count;
    }

    private static void FindChanges(BinaryMask mask, ReadOnlySpan<ulong> aboveFirst, Span<Pixel> changes)
    {
        var count = 0;
        var above = aboveFirst;
        for (var y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<ulong> row = mask.Row(y);
            if (!row.SequenceEqual(above))
            {
                for (var i = 0; i < row.Length; i++)
                {
                    for (var changed = row[i] ^ above[i]; changed != 0; changed &= changed - 1)
                    {
                        changes[count++] = new Pixel((i * 64) + BitOperations.TrailingZeroCount(changed), y);
                    }
                }
            }

            above = row;
        }
    }

    /// <summary>Positions in column order. The changes arrive row by row, so within a column they are already sorted.</summary>
    private static void SortByColumn(ReadOnlySpan<Pixel> changes, BinaryMask mask, Span<int> sorted)
    {
        Span<int> next = new int[mask.Width + 1];
        foreach (var change in changes)
        {
            next[change.X + 1]++;
        }

        for (var x = 1; x < next.Length; x++)
        {
            next[x] += next[x - 1];
        }

        foreach (var change in changes)
        {
            sorted[next[change.X]++] = (change.X * mask.Height) + change.Y;
        }
    }

    private static int[] ToLengths(ReadOnlySpan<int> changes, int end)
    {
        var lengths = new int[changes.Length + 1];
        var start = 0;
        for (var i = 0; i < changes.Length; i++)
        {
            lengths[i] = changes[i] - start;
            start = changes[i];
        }

        lengths[^1] = end - start;
        return lengths;
    }

    private readonly record struct Pixel(int X, int Y);
}
