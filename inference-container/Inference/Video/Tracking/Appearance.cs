using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// The colors of an object in three bands from top to bottom, with their shares: a histogram with soft bins, so that slightly different light changes it only
/// slightly.
/// </summary>
/// <param name="Shares">The bins of each band, which add up to 1.</param>
internal sealed record Appearance(float[] Shares)
{
    private const int Bands = 3;

    // Levels of lightness, and of red against green and yellow against blue.
    private const int Levels = 6;
    private const int Tints = 5;
    private const int Bins = Levels * Tints * Tints;

    // Color channels seldom differ by more.
    private const double WidestTint = 0.6;

    /// <param name="thumbnail">The frame.</param>
    /// <param name="mask">The object in it, at the clip's size, not empty.</param>
    public static Appearance Of(Thumbnail thumbnail, BinaryMask mask)
    {
        var box = mask.FindBox()!;
        return Of(thumbnail, thumbnail.PixelsIn(mask, box.X, box.Y, box.Width, box.Height), box.Y, box.Height);
    }

    /// <param name="thumbnail">The frame.</param>
    /// <param name="pixels">Pixels of the thumbnail.</param>
    /// <param name="top">Where the first band begins, pixels of the clip.</param>
    /// <param name="height">The height of all bands, pixels of the clip.</param>
    public static Appearance Of(Thumbnail thumbnail, IEnumerable<(int X, int Y)> pixels, double top, double height)
    {
        var shares = new float[Bands * Bins];
        Span<int> counts = stackalloc int[Bands];
        foreach (var (x, y) in pixels)
        {
            var band = Math.Clamp((int)(((y + 0.5) / thumbnail.ScaleY - top) * Bands / height), 0, Bands - 1);
            var pixel = thumbnail.Pixels.Slice(((y * thumbnail.Width) + x) * 3, 3);
            Add(shares.AsSpan(band * Bins, Bins), pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0);
            counts[band]++;
        }

        for (var band = 0; band < Bands; band++)
        {
            foreach (ref var share in shares.AsSpan(band * Bins, Bins))
            {
                share /= Math.Max(1, counts[band]);
            }
        }

        return new Appearance(shares);
    }

    /// <summary>Hellinger distance, averaged over the bands that both have: 0 for the same colors, 1 for none in common.</summary>
    public double DistanceTo(Appearance other)
    {
        var (sum, bands) = (0.0, 0);
        for (var band = 0; band < Bands; band++)
        {
            var mine = Shares.AsSpan(band * Bins, Bins);
            var its = other.Shares.AsSpan(band * Bins, Bins);
            var (common, mineTotal, itsTotal) = (0.0, 0.0, 0.0);
            for (var bin = 0; bin < Bins; bin++)
            {
                common += Math.Sqrt((double)mine[bin] * its[bin]);
                mineTotal += mine[bin];
                itsTotal += its[bin];
            }

            if (mineTotal > 0 && itsTotal > 0)
            {
                sum += Math.Sqrt(Math.Max(0, 1 - common));
                bands++;
            }
        }

        return bands == 0 ? 1 : sum / bands;
    }

    /// <summary>The mean of several appearances.</summary>
    public static Appearance Mean(IReadOnlyList<Appearance> seen)
    {
        var mean = new float[Bands * Bins];
        foreach (var one in seen)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += one.Shares[i] / seen.Count;
            }
        }

        return new Appearance(mean);
    }

    /// <summary>Each pixel counts toward the eight bins around its color.</summary>
    private static void Add(Span<float> bins, double red, double green, double blue)
    {
        var (light, lightPart) = Place((red + green + blue) / 3, Levels);
        var (redness, rednessPart) = Place(((red - green) / (2 * WidestTint)) + 0.5, Tints);
        var (yellowness, yellownessPart) = Place(((((red + green) / 2) - blue) / (2 * WidestTint)) + 0.5, Tints);
        for (var corner = 0; corner < 8; corner++)
        {
            var (i, j, k) = (corner & 1, (corner >> 1) & 1, corner >> 2);
            var weight = (i == 0 ? 1 - lightPart : lightPart) * (j == 0 ? 1 - rednessPart : rednessPart) * (k == 0 ? 1 - yellownessPart : yellownessPart);
            bins[((((light + i) * Tints) + redness + j) * Tints) + yellowness + k] += (float)weight;
        }
    }

    private static (int Bin, double Part) Place(double value, int bins)
    {
        var place = Math.Clamp(value, 0, 1) * (bins - 1);
        var bin = Math.Min((int)place, bins - 2);
        return (bin, place - bin);
    }
}
