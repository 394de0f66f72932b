using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// A picture whose longer side is at least three times its shorter one is processed in parts: fitted into a network's square
/// as a whole, it would be only a few pixels wide. Small parts show small objects; larger parts show what does not fit into small ones.
/// </summary>
/// <remarks>
/// Of what is found in the sample photo, at least nine tenths are found again in a picture of four copies of it side by side, and of its people in six copies stacked.
/// If parts overlap by half, or if a box at a cut is taken for whole, up to a fifth is lost.
/// </remarks>
internal static class PictureParts
{
    private const double LongFrom = 3;

    // A still longer picture has longer parts rather than more of them, which bounds its cost.
    private const double LongestInFullDetail = 16;

    // Ratios of a part's length to the picture's shorter side.
    private static readonly double[] Proportions = [0.75, 1.25, 2];

    // Fraction of a part's length: a box that ends closer than this to a cut may continue beyond it.
    private const double AtCut = 0.05;

    // Step from one part to the next, as a fraction of a part's length: detectors are fast, SAM's encoder takes a second.
    private const double DetectorStep = 1 / 3.0;
    private const double MaskStep = 1 / 2.0;

    // Pixels by which a box at a picture's edge may extend beyond it.
    private const float Rounding = 0.5f;

    public static bool IsLong(int width, int height) => Math.Max(width, height) >= LongFrom * Math.Min(width, height);

    /// <summary>
    /// What detectors look at in a long picture: the parts of each size, smallest first, then the whole, each size with the length up to which an object certainly
    /// fits into one of its parts.
    /// </summary>
    public static IEnumerable<(IReadOnlyList<PixelBox> Parts, double WholeUpTo)> ForDetectors(int width, int height)
    {
        foreach (var proportion in Proportions)
        {
            var parts = Cut(width, height, proportion, DetectorStep);
            yield return (parts, Math.Max(parts[0].Width, parts[0].Height) * (1 - DetectorStep - (2 * AtCut)));
        }

        yield return ([new PixelBox(0, 0, width, height)], double.PositiveInfinity);
    }

    /// <summary>What SAM may look at for words: the whole picture, or the parts of a long one.</summary>
    public static IEnumerable<PixelBox> ForMasks(int width, int height) => IsLong(width, height)
        ? [.. Proportions.SelectMany(proportion => Cut(width, height, proportion, MaskStep)), new PixelBox(0, 0, width, height)]
        : [new PixelBox(0, 0, width, height)];

    /// <summary>The smallest part for SAM that contains the box; of several, the one whose center is closest to the box's.</summary>
    /// <param name="box">Pixels of the picture.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static PixelBox Around(BoxF box, int width, int height) => Nearest(ForMasks(width, height), box);

    /// <summary>Like <see cref="Around"/>, but among the largest parts only: what a click means may be larger than a small part.</summary>
    /// <param name="box">Pixels of the picture, which must be long.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static PixelBox LargestAround(BoxF box, int width, int height) =>
        Nearest(Cut(width, height, Proportions[^1], MaskStep).Append(new PixelBox(0, 0, width, height)), box);

    /// <summary>Whether a box ends at the part's edge although the picture continues there, so that it may be half of an object.</summary>
    public static bool IsCut(BoxF box, PixelBox part, int width, int height)
    {
        var (right, bottom, margin) = (part.X + part.Width, part.Y + part.Height, AtCut * (width > height ? part.Width : part.Height));
        return (part.X > 0 && box.Left < part.X + margin)
            || (part.Y > 0 && box.Top < part.Y + margin)
            || (right < width && box.Right > right - margin)
            || (bottom < height && box.Bottom > bottom - margin);
    }

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
