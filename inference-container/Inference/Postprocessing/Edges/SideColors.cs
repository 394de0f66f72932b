using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing.Edges;

/// <summary>
/// The colors of one side of an edge, extended across it: at each point the mean of that side's certain pixels nearby, closer ones weighted more, and their
/// variance. The grid may be coarser than the picture.
/// </summary>
internal sealed class SideColors
{
    private const int Colors = 3;

    // The sums of the weighted colors, of their squares and of the weights, and the weights of the finest level only.
    private const int Bands = 6;
    private const int Energy = 3;
    private const int Weight = 4;
    private const int NearWeight = 5;

    // Standard deviation, in pixels of a level; each level is four times coarser than the previous one and has little weight where that one has any.
    private const double Blur = 2.4;
    private const double BlurTail = 0.02;
    private const int LevelStep = 4;
    private const int Levels = 3;
    private const double LevelFall = 0.02;

    // Below this weight there was no certain pixel within reach.
    private const float LeastWeight = 1e-7f;

    // Variance of a channel if all colors come from far away: a thin mast need not have the colors of the ship.
    private const float FarVariance = 3600;

    private readonly float[] _sums;
    private readonly int _width;
    private readonly int _height;

    private SideColors(float[] sums, int width, int height) => (_sums, _width, _height) = (sums, width, height);

    /// <param name="colors">Three bands, 0–255.</param>
    /// <param name="weight">How certainly each pixel shows this side and nothing else, 0–1; one band of floats of the same size.</param>
    public static SideColors Spread(Image colors, Image weight)
    {
        using var weighted = colors * weight;
        using var squares = weighted * colors;
        using var bands = squares.ExtractBand(0);
        using var second = squares.ExtractBand(1);
        using var third = squares.ExtractBand(2);
        using var two = bands + second;
        using var energy = two + third;
        using var joined = weighted.Bandjoin(energy, weight);
        using var near = BlurAt(joined, 1);
        using var all = AddFarther(joined, near);
        using var nearWeight = near.ExtractBand(Weight);
        using var sums = all.Bandjoin(nearWeight);
        return new SideColors(sums.WriteToMemory<float>(), sums.Width, sums.Height);
    }

    /// <param name="x">Column of the grid, counted from the first one's center.</param>
    /// <param name="y">Row of the grid, counted from the first one's center.</param>
    /// <param name="color">Receives red, green, blue.</param>
    /// <returns>The variance of a channel; null if no pixel nearby shows this side.</returns>
    public float? FindColor(double x, double y, Span<float> color)
    {
        Span<float> sums = stackalloc float[Bands];
        Sample(Math.Clamp(x, 0, _width - 1), Math.Clamp(y, 0, _height - 1), sums);
        var weight = sums[Weight];
        if (weight < LeastWeight)
        {
            return null;
        }

        var squared = 0f;
        for (var band = 0; band < Colors; band++)
        {
            color[band] = sums[band] / weight;
            squared += color[band] * color[band];
        }

        return Math.Max(0, ((sums[Energy] / weight) - squared) / Colors) + (FarVariance * (1 - (sums[NearWeight] / weight)));
    }

    private static Image AddFarther(Image joined, Image near)
    {
        using var held = joined.CopyMemory();
        var sum = near.Copy();
        for (var (level, share, step) = (1, LevelFall, LevelStep); level < Levels; (level, share, step) = (level + 1, share * LevelFall, step * LevelStep))
        {
            using var before = sum;
            using var coarse = BlurAt(held, step);
            using var scaled = coarse * share;
            using var both = before + scaled;
            sum = both.CopyMemory();
        }

        return sum;
    }

    private static Image BlurAt(Image image, int step)
    {
        using var small = PictureScaling.ToSize(image, Math.Max(1, image.Width / step), Math.Max(1, image.Height / step));
        using var blurred = small.Gaussblur(Blur, minAmpl: BlurTail, precision: Enums.Precision.Float);
        using var large = PictureScaling.ToSize(blurred, image.Width, image.Height);
        using var floats = large.Cast(Enums.BandFormat.Float);
        return floats.CopyMemory();
    }

    private void Sample(double x, double y, Span<float> sums)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, _width - 1), Math.Min(top + 1, _height - 1));
        var (across, down) = ((float)(x - left), (float)(y - top));
        for (var band = 0; band < Bands; band++)
        {
            var upper = Mix(At(left, top, band), At(right, top, band), across);
            var lower = Mix(At(left, below, band), At(right, below, band), across);
            sums[band] = Mix(upper, lower, down);
        }
    }

    private float At(int x, int y, int band) => _sums[(((y * _width) + x) * Bands) + band];

    private static float Mix(float from, float to, float part) => from + ((to - from) * part);
}
