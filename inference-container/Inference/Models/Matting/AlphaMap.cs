using System.Numerics.Tensors;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Models.Matting;

/// <summary>A soft mask over a picture that was stretched to a square.</summary>
/// <param name="alpha">[side, side], 0–1.</param>
/// <param name="side">Of the square.</param>
/// <param name="pictureWidth">Pixels.</param>
/// <param name="pictureHeight">Pixels.</param>
internal sealed class AlphaMap(float[] alpha, int side, int pictureWidth, int pictureHeight)
{
    public int PictureWidth => pictureWidth;

    public int PictureHeight => pictureHeight;

    /// <summary>How sure the network is of what it takes for the subject: the mean alpha of the pixels from one half on; 0 when there are none.</summary>
    public double Certainty
    {
        get
        {
            var (sum, count) = (0.0, 0);
            foreach (var value in alpha)
            {
                if (value >= 0.5f)
                {
                    sum += value;
                    count++;
                }
            }

            return count == 0 ? 0 : Math.Min(1, sum / count);
        }
    }

    /// <summary>The pixels of the picture with at least this alpha (bilinear, edges repeated).</summary>
    public BinaryMask Threshold(double threshold)
    {
        var mask = new BinaryMask(pictureWidth, pictureHeight);
        var row = new float[pictureWidth];
        for (var y = 0; y < pictureHeight; y++)
        {
            ReadRow(y, row);
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] >= threshold)
                {
                    mask[x, y] = true;
                }
            }
        }

        return mask;
    }

    /// <param name="y">Row of the picture.</param>
    /// <param name="row">Takes the alpha of each pixel, 0–1.</param>
    public void ReadRow(int y, Span<float> row)
    {
        Span<float> line = stackalloc float[side];
        var (top, bottom, weight) = Sample(y, pictureHeight);
        TensorPrimitives.Lerp(alpha.AsSpan(top * side, side), alpha.AsSpan(bottom * side, side), weight, line);
        for (var x = 0; x < row.Length; x++)
        {
            var (left, right, share) = Sample(x, pictureWidth);
            row[x] = line[left] + ((line[right] - line[left]) * share);
        }
    }

    private (int First, int Second, float Weight) Sample(int index, int length)
    {
        var position = Math.Clamp(((index + 0.5f) * side / length) - 0.5f, 0, side - 1);
        var first = (int)position;
        return (first, Math.Min(first + 1, side - 1), position - first);
    }
}
