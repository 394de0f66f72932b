namespace SegFunctions.Inference.Postprocessing;

/// <summary>
/// Grows or shrinks a mask by an exact Euclidean distance between pixel centers: every run of pixels is drawn on the neighboring rows too, lengthened by
/// the width of a disc at that distance.
/// </summary>
public static class EdgeOffset
{
    /// <param name="mask">Left unchanged.</param>
    /// <param name="pixels">
    /// If positive, pixels within this distance of a set pixel are set too; if negative, only pixels further than this distance from every unset pixel are kept. Pixels
    /// outside the picture are unknown and move no edge.
    /// </param>
    public static BinaryMask Apply(BinaryMask mask, double pixels)
    {
        if (pixels == 0)
        {
            return mask.Copy();
        }

        var moved = pixels < 0 ? mask.Copy() : new BinaryMask(mask.Width, mask.Height);
        var halfWidths = HalfWidths(Math.Min(Math.Abs(pixels), mask.Width + mask.Height));
        foreach (var run in MaskRuns.Of(mask, value: pixels > 0))
        {
            Lay(moved, run, halfWidths, pixels > 0);
        }

        return moved;
    }

    /// <summary>Half widths of a disc, indexed by the distance of a row from its center.</summary>
    private static int[] HalfWidths(double radius) =>
        [.. Enumerable.Range(0, (int)radius + 1).Select(row => (int)Math.Sqrt((radius * radius) - ((double)row * row)))];

    private static void Lay(BinaryMask moved, PixelRun run, int[] halfWidths, bool value)
    {
        var (first, last) = (Math.Max(0, run.Y - halfWidths.Length + 1), Math.Min(moved.Height - 1, run.Y + halfWidths.Length - 1));
        for (var y = first; y <= last; y++)
        {
            var reach = halfWidths[Math.Abs(y - run.Y)];
            moved.Fill(y, Math.Max(0, run.Start - reach), Math.Min(moved.Width, run.End + reach), value);
        }
    }
}
