using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Transparent pixels are neither white nor an object: networks see the rest of the picture on a gray background that contrasts with its colors.</summary>
internal static class Transparency
{
    /// <summary>The alpha of an opaque pixel.</summary>
    public const int Opaque = 255;

    // White is preferred, as a web page would show it; the others are for objects that are white themselves.
    private static readonly double[] Grounds = [255, 128, 0];

    // Distance per channel: a pixel that is closer than this to a background is hard to tell from it.
    private const double Near = 40;

    // Fraction of the visible pixels: a few highlights do not justify another background.
    private const double ShareThatMatters = 0.02;

    // Pixels along the longer side, enough to judge a picture's colors.
    private const int SampleSide = 256;

    /// <summary>Whether no pixel is transparent.</summary>
    /// <param name="pixels">Four 8-bit bands in memory.</param>
    public static bool IsNone(Image pixels)
    {
        using var alpha = AlphaOf(pixels);
        return alpha.Min() == Opaque;
    }

    /// <summary>The last band.</summary>
    public static Image AlphaOf(Image pixels) => pixels.ExtractBand(pixels.Bands - 1);

    /// <summary>The colors without alpha.</summary>
    public static Image ColorsOf(Image pixels) => pixels.ExtractBand(0, pixels.Bands - 1);

    /// <summary>
    /// The picture without transparency, three bands. Its least transparent pixel counts as opaque, so that a photo that is uniformly faded looks
    /// as it did originally.
    /// </summary>
    /// <param name="pixels">Four 8-bit bands in memory.</param>
    public static Image LayOnGround(Image pixels)
    {
        using var alpha = AlphaOf(pixels);
        var ground = FindGround(pixels);
        return pixels.Flatten([ground, ground, ground], Math.Max(1, alpha.Max()));
    }

    private static double FindGround(Image pixels)
    {
        var step = Math.Max(1, Math.Max(pixels.Width, pixels.Height) / SampleSide);
        using var sample = pixels.Subsample(step, step);
        using var alpha = AlphaOf(sample);
        using var visible = alpha > 0;
        using var colors = ColorsOf(sample);
        var visibleShare = visible.Avg();
        return Grounds.MinBy(ground => Math.Floor(ShareNear(colors, visible, ground) / Math.Max(1, visibleShare) / ShareThatMatters));
    }

    private static double ShareNear(Image colors, Image visible, double ground)
    {
        using var distance = (colors - ground).Abs();
        using var near = distance < Near;
        using var all = near.BandAnd();
        using var seen = all & visible;
        return seen.Avg();
    }
}
