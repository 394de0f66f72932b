using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>
/// Upsamples a small map of logits of a letterboxed picture and thresholds it at a probability. Each map row is widened once; pixel rows are then computed word by
/// word from two of them.
/// </summary>
internal sealed class LogitUpsampler
{
    private const int WordBits = 64;
    private readonly Neighbors[] _columns;
    private readonly Neighbors[] _rows;
    private readonly float _cut;

    private LogitUpsampler(int side, Letterbox letterbox, float cut)
    {
        _columns = Sample(letterbox.PictureWidth, letterbox.Width, letterbox.Side, side);
        _rows = Sample(letterbox.PictureHeight, letterbox.Height, letterbox.Side, side);
        _cut = cut;
    }

    /// <param name="logits">[side, side], covering the letterbox's whole square.</param>
    /// <param name="side">Width and height of the map.</param>
    /// <param name="letterbox">Maps the picture to the square.</param>
    /// <param name="threshold">A pixel is set if its probability is at least this: 0 sets all pixels, 1 only those that are certain.</param>
    public static BinaryMask Threshold(ReadOnlySpan<float> logits, int side, Letterbox letterbox, double threshold)
    {
        var mask = new BinaryMask(letterbox.PictureWidth, letterbox.PictureHeight);
        new LogitUpsampler(side, letterbox, (float)Math.Log(threshold / (1 - threshold))).Fill(mask, logits, side);
        return mask;
    }

    private void Fill(BinaryMask mask, ReadOnlySpan<float> logits, int side)
    {
        var paddedWidth = mask.Row(0).Length * WordBits;
        var pool = ArrayPool<float>.Shared;

        // Two adjacent map rows: the even one and the odd one.
        float[][] lines = [pool.Rent(paddedWidth), pool.Rent(paddedWidth)];
        Span<int> held = [-1, -1];
        for (var y = 0; y < mask.Height; y++)
        {
            var (first, second) = (_rows[y].First, _rows[y].Second);
            if (Math.Max(TensorPrimitives.Max(logits.Slice(first * side, side)), TensorPrimitives.Max(logits.Slice(second * side, side))) < _cut)
            {
                continue;
            }

            Widen(logits, side, first, lines, held);
            Widen(logits, side, second, lines, held);
            Cut(lines[first & 1], lines[second & 1], _rows[y].Weight, mask.Row(y));
            mask.Row(y)[^1] &= ulong.MaxValue >> (-mask.Width & (WordBits - 1));
        }

        pool.Return(lines[0]);
        pool.Return(lines[1]);
    }

    private void Widen(ReadOnlySpan<float> logits, int side, int row, float[][] lines, Span<int> held)
    {
        if (held[row & 1] == row)
        {
            return;
        }

        held[row & 1] = row;
        var source = logits.Slice(row * side, side);
        var line = lines[row & 1];
        for (var x = 0; x < _columns.Length; x++)
        {
            ref readonly var column = ref _columns[x];
            var left = source[column.First];
            line[x] = left + ((source[column.Second] - left) * column.Weight);
        }
    }

    private void Cut(ReadOnlySpan<float> above, ReadOnlySpan<float> below, float weight, Span<ulong> row)
    {
        var (cut, part) = (Vector512.Create(_cut), Vector512.Create(weight));
        for (var word = 0; word < row.Length; word++)
        {
            var bits = 0UL;
            for (var bit = 0; bit < WordBits; bit += Vector512<float>.Count)
            {
                var upper = Vector512.Create(above[((word * WordBits) + bit)..]);
                var lower = Vector512.Create(below[((word * WordBits) + bit)..]);
                var set = Vector512.GreaterThanOrEqual(upper + ((lower - upper) * part), cut);
                bits |= (ulong)set.ExtractMostSignificantBits() << bit;
            }

            row[word] = bits;
        }
    }

    /// <summary>The two neighbors in the map of each picture pixel's center (bilinear, edges repeated).</summary>
    private static Neighbors[] Sample(int pictureLength, int contentLength, int squareSide, int mapSide)
    {
        var result = new Neighbors[pictureLength];
        var step = (double)contentLength / pictureLength * mapSide / squareSide;
        for (var i = 0; i < pictureLength; i++)
        {
            var position = Math.Clamp(((i + 0.5) * step) - 0.5, 0, mapSide - 1);
            var first = (int)position;
            result[i] = new Neighbors(first, Math.Min(first + 1, mapSide - 1), (float)(position - first));
        }

        return result;
    }

    private readonly record struct Neighbors(int First, int Second, float Weight);
}
