using System.Numerics.Tensors;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>Enlarges a small map of logits over a letterboxed picture and cuts it at a probability, a row at a time.</summary>
internal static class LogitUpsampler
{
    /// <param name="logits">[side, side], covering the letterbox's whole square.</param>
    /// <param name="side">Of the map.</param>
    /// <param name="letterbox">Between the picture and the square.</param>
    /// <param name="threshold">A pixel is set when its probability is at least this: 0 sets all, 1 sets none but the certain.</param>
    public static BinaryMask Threshold(ReadOnlySpan<float> logits, int side, Letterbox letterbox, double threshold)
    {
        var mask = new BinaryMask(letterbox.PictureWidth, letterbox.PictureHeight);
        var cut = (float)Math.Log(threshold / (1 - threshold));
        var columns = Sample(letterbox.PictureWidth, letterbox.Width, letterbox.Side, side);
        var rows = Sample(letterbox.PictureHeight, letterbox.Height, letterbox.Side, side);
        Span<float> line = new float[side];
        for (var y = 0; y < mask.Height; y++)
        {
            var above = logits.Slice(rows[y].First * side, side);
            var below = logits.Slice(rows[y].Second * side, side);
            TensorPrimitives.Lerp(above, below, rows[y].Weight, line);
            if (TensorPrimitives.Max<float>(line) >= cut)
            {
                SetRow(mask.Row(y), line, columns, cut);
            }
        }

        return mask;
    }

    private static void SetRow(Span<ulong> row, ReadOnlySpan<float> line, Neighbours[] columns, float cut)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            ref readonly var column = ref columns[x];
            var left = line[column.First];
            if (left + ((line[column.Second] - left) * column.Weight) >= cut)
            {
                row[x >> 6] |= 1UL << (x & 63);
            }
        }
    }

    /// <summary>For each picture pixel's centre its two neighbours in the map (bilinear, edges repeated).</summary>
    private static Neighbours[] Sample(int pictureLength, int contentLength, int squareSide, int mapSide)
    {
        var result = new Neighbours[pictureLength];
        var step = (double)contentLength / pictureLength * mapSide / squareSide;
        for (var i = 0; i < pictureLength; i++)
        {
            var position = Math.Clamp(((i + 0.5) * step) - 0.5, 0, mapSide - 1);
            var first = (int)position;
            result[i] = new Neighbours(first, Math.Min(first + 1, mapSide - 1), (float)(position - first));
        }

        return result;
    }

    private readonly record struct Neighbours(int First, int Second, float Weight);
}
