namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>Rasterizes rings: a pixel is set if its center is inside, by the even-odd rule.</summary>
internal static class OutlineRaster
{
    /// <param name="ring">Closed: the last point joins the first.</param>
    /// <param name="mask">Receives the marks. A second mark on a pixel cancels the first, so that further rings make holes.</param>
    /// <param name="originX">Position of the mask's left edge.</param>
    /// <param name="originY">Position of the mask's top edge.</param>
    public static void MarkLeftEdges(IReadOnlyList<OutlinePoint> ring, BinaryMask mask, double originX, double originY)
    {
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[i + 1 < ring.Count ? i + 1 : 0]);
            var (top, bottom) = from.Y < to.Y ? (from, to) : (to, from);
            var first = Math.Max(0, FirstCentreFrom(top.Y - originY));
            var end = Math.Min(mask.Height, FirstCentreFrom(bottom.Y - originY));
            var slope = (bottom.X - top.X) / (bottom.Y - top.Y);
            for (var y = first; y < end; y++)
            {
                var x = Math.Max(0, FirstCentreFrom(top.X - originX + (slope * (y + 0.5 + originY - top.Y))));
                if (x < mask.Width)
                {
                    mask.Row(y)[x >> 6] ^= 1UL << (x & 63);
                }
            }
        }
    }

    /// <summary>Turns the marks into areas: from each mark on, the pixels of its row are inverted.</summary>
    public static void FillRows(BinaryMask mask)
    {
        var pastWidth = ulong.MaxValue >> (-mask.Width & 63);
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            var carry = 0UL;
            for (var i = 0; i < row.Length; i++)
            {
                var word = row[i];
                if (word != 0)
                {
                    word ^= word << 1;
                    word ^= word << 2;
                    word ^= word << 4;
                    word ^= word << 8;
                    word ^= word << 16;
                    word ^= word << 32;
                }

                row[i] = word ^ carry;
                carry = (ulong)((long)row[i] >> 63);
            }

            row[^1] &= pastWidth;
        }
    }

    private static int FirstCentreFrom(double position) => (int)Math.Ceiling(position - 0.5);
}
