using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// A picture that is three times as long as it is high (or high as it is long), or longer, is looked at in parts: fitted into a network's square
/// as a whole it would be a few pixels high. Small parts show small things, larger ones what does not fit into them.
/// </summary>
/// <remarks>
/// On a photo 4, 8 and 12 times side by side and stacked, parts of 3:4 and 3:2 found 96 % of what is found in the photo; squares and their
/// doubles 88 %, since more of the neighbors lie beside a whole object in them.
/// </remarks>
internal static class PictureParts
{
    private const double LongFrom = 3;

    // A picture that is longer still has longer parts and not more of them, so that what it costs is bounded.
    private const double LongestInFullDetail = 16;

    // Of a part's length to the picture's shorter side.
    private const double Small = 0.75;
    private const double Large = 1.5;

    // From one part to the next, of a part's length: detectors are quick, SAM's encoder takes a second.
    private const double DetectorStep = 1 / 3.0;
    private const double MaskStep = 1 / 2.0;

    // Pixels by which a box at a picture's edge may lie outside it.
    private const float Rounding = 0.5f;

    public static bool IsLong(int width, int height) => Math.Max(width, height) >= LongFrom * Math.Min(width, height);

    /// <summary>What detectors look at in a long picture: small parts, larger ones, and all of it, with the length up to which an object lies whole in one of them.</summary>
    public static IEnumerable<(IReadOnlyList<PixelBox> Parts, double WholeUpTo)> ForDetectors(int width, int height)
    {
        foreach (var proportion in new[] { Small, Large })
        {
            var parts = Cut(width, height, proportion, DetectorStep);
            yield return (parts, Math.Max(parts[0].Width, parts[0].Height) * (1 - DetectorStep));
        }

        yield return ([new PixelBox(0, 0, width, height)], double.PositiveInfinity);
    }

    /// <summary>What SAM may look at for words: all of a picture, or the parts of a long one.</summary>
    public static IEnumerable<PixelBox> ForMasks(int width, int height) => IsLong(width, height)
        ? [.. Cut(width, height, Small, MaskStep), .. Cut(width, height, Large, MaskStep), new PixelBox(0, 0, width, height)]
        : [new PixelBox(0, 0, width, height)];

    /// <summary>Of those that SAM may look at the smallest that a box lies in, and the one in whose middle it lies most nearly.</summary>
    /// <param name="box">Pixels of the picture.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static PixelBox Around(BoxF box, int width, int height) => Nearest(ForMasks(width, height), box);

    /// <summary>As <see cref="Around"/> of the larger parts: what a click means may be larger than a small one.</summary>
    /// <param name="box">Pixels of the picture, which is long.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static PixelBox LargeAround(BoxF box, int width, int height) =>
        Nearest(Cut(width, height, Large, MaskStep).Append(new PixelBox(0, 0, width, height)), box);

    private static PixelBox Nearest(IEnumerable<PixelBox> parts, BoxF box) => parts
        .Where(part => box.Left >= part.X - Rounding
            && box.Top >= part.Y - Rounding
            && box.Right <= part.X + part.Width + Rounding
            && box.Bottom <= part.Y + part.Height + Rounding)
        .OrderBy(part => part.Width + part.Height)
        .ThenBy(part => Math.Abs((2 * part.X) + part.Width - box.Left - box.Right) + Math.Abs((2 * part.Y) + part.Height - box.Top - box.Bottom))
        .First();

    private static List<PixelBox> Cut(int width, int height, double proportion, double step)
    {
        var (length, side) = ((double)Math.Max(width, height), Math.Min(width, height));
        var part = (int)Math.Round(proportion * Math.Max(side, length / LongestInFullDetail));
        var steps = (int)Math.Ceiling((length - part) / (part * step));
        return
        [
            .. Enumerable.Range(0, steps + 1).Select(index => (int)Math.Round((length - part) * index / steps)).Distinct()
                .Select(start => width > height ? new PixelBox(start, 0, part, height) : new PixelBox(0, start, width, part)),
        ];
    }
}
