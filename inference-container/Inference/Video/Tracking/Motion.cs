using System.Runtime.InteropServices;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Finds where an object has moved from one frame to another: the shift at which its pixels differ least.</summary>
internal static class Motion
{
    // Of a thumbnail's longer side: the eye would not take anything that moves further for the same thing either.
    private const double Reach = 0.14;
    private const int MostPixels = 600;

    // A shift must beat the expected one by more than noise.
    private const double Inertia = 0.15;

    // From one processed frame to the next. What grows is told by its pixels; what shrinks less, as its middle looks like it at many scales.
    private static readonly double[] Scales = [0.8, 0.87, 0.93, 1, 1.07, 1.14, 1.22, 1.3];
    private const double InertiaOfGrowing = 15;
    private const double InertiaOfShrinking = 30;

    // Pixels of the thumbnail around a shift, at a new scale.
    private const int ScaledReach = 1;

    /// <param name="from">The frame that the object is known in.</param>
    /// <param name="inside">The thumbnail's pixels of the object there.</param>
    /// <param name="to">The other frame.</param>
    /// <param name="expected">The shift predicted from its speed, in pixels of the clip.</param>
    /// <returns>The shift in pixels of the clip, and the mean difference of the pixels at it, 0–255.</returns>
    public static (double X, double Y, double Difference) Find(Thumbnail from, List<(int X, int Y)> inside, Thumbnail to, (double X, double Y) expected)
    {
        if (inside.Count == 0)
        {
            return (expected.X, expected.Y, byte.MaxValue);
        }

        var pixels = Thin(inside);
        var (startX, startY) = ((int)Math.Round(expected.X * from.ScaleX), (int)Math.Round(expected.Y * from.ScaleY));
        var reach = (int)Math.Ceiling(Reach * Math.Max(from.Width, from.Height));
        var best = (X: startX, Y: startY, Cost: Difference(from, to, pixels, startX, startY), Difference: 0.0);
        best.Difference = best.Cost;

        // Coarse first, around the expected shift and around none; then pixel by pixel.
        foreach (var (x, y) in new[] { (startX, startY), (0, 0) })
        {
            best = Search(best, x, y, reach, 3);
        }

        best = Search(best, best.X, best.Y, 3, 1);
        return (best.X / from.ScaleX, best.Y / from.ScaleY, best.Difference);

        (int X, int Y, double Cost, double Difference) Search((int X, int Y, double Cost, double Difference) known, int middleX, int middleY, int radius, int stride)
        {
            for (var y = middleY - radius; y <= middleY + radius; y += stride)
            {
                for (var x = middleX - radius; x <= middleX + radius; x += stride)
                {
                    var inertia = Inertia * (Math.Abs(x - startX) + Math.Abs(y - startY));
                    var difference = Difference(from, to, pixels, x, y, known.Cost - inertia);
                    var cost = difference + inertia;
                    if (cost < known.Cost)
                    {
                        known = (x, y, cost, difference);
                    }
                }
            }

            return known;
        }
    }

    /// <summary>How much larger an object is in another frame, at a shift that was found, and that shift as it is then.</summary>
    /// <param name="from">The frame that the object is known in.</param>
    /// <param name="inside">The object there.</param>
    /// <param name="middle">Its middle there, pixels of the clip.</param>
    /// <param name="to">The other frame.</param>
    /// <param name="shift">How far the middle has moved, pixels of the clip.</param>
    public static (double X, double Y, double Scale) FindScale(
        Thumbnail from, List<(int X, int Y)> inside, (float X, float Y) middle, Thumbnail to, (double X, double Y) shift)
    {
        if (inside.Count == 0)
        {
            return (shift.X, shift.Y, 1);
        }

        var pixels = Thin(inside);
        var (middleX, middleY) = (middle.X * from.ScaleX, middle.Y * from.ScaleY);
        var (startX, startY) = ((int)Math.Round(shift.X * from.ScaleX), (int)Math.Round(shift.Y * from.ScaleY));
        var best = (X: startX, Y: startY, Scale: 1.0, Cost: double.PositiveInfinity);
        foreach (var scale in Scales)
        {
            var scaled = pixels.ConvertAll(pixel => (
                (int)Math.Round(middleX + ((pixel.X - middleX) * scale)), (int)Math.Round(middleY + ((pixel.Y - middleY) * scale))));
            var inertia = Math.Log(scale) * (scale < 1 ? -InertiaOfShrinking : InertiaOfGrowing);
            for (var y = startY - ScaledReach; y <= startY + ScaledReach; y++)
            {
                for (var x = startX - ScaledReach; x <= startX + ScaledReach; x++)
                {
                    var cost = inertia + (Inertia * (Math.Abs(x - startX) + Math.Abs(y - startY))) + Difference(from, to, pixels, scaled, x, y);
                    best = cost < best.Cost ? (x, y, scale, cost) : best;
                }
            }
        }

        return (best.X / from.ScaleX, best.Y / from.ScaleY, best.Scale);
    }

    /// <summary>The mean difference of some pixels of the thumbnail at a shift, 0–255.</summary>
    /// <param name="from">The frame that they are known in.</param>
    /// <param name="inside">At least one.</param>
    /// <param name="to">The other frame.</param>
    /// <param name="shift">Pixels of the clip.</param>
    public static double DifferenceAt(Thumbnail from, List<(int X, int Y)> inside, Thumbnail to, (double X, double Y) shift) =>
        Difference(from, to, Thin(inside), (int)Math.Round(shift.X * from.ScaleX), (int)Math.Round(shift.Y * from.ScaleY));

    private static List<(int X, int Y)> Thin(List<(int X, int Y)> inside)
    {
        var step = Math.Max(1, inside.Count / MostPixels);
        return [.. inside.Where((_, index) => index % step == 0)];
    }

    /// <summary>The mean difference; computing stops once it exceeds the highest useful one.</summary>
    private static double Difference(
        Thumbnail from, Thumbnail to, List<(int X, int Y)> pixels, int shiftX, int shiftY, double highest = double.PositiveInfinity) =>
        Difference(from, to, pixels, pixels, shiftX, shiftY, highest);

    private static double Difference(
        Thumbnail from, Thumbnail to, List<(int X, int Y)> pixels, List<(int X, int Y)> targets, int shiftX, int shiftY, double highest = double.PositiveInfinity)
    {
        var (sum, count) = (0L, 0);
        var before = from.Pixels;
        var after = to.Pixels;
        var most = highest * 3 * pixels.Count;
        var sources = CollectionsMarshal.AsSpan(pixels);
        var places = CollectionsMarshal.AsSpan(targets);
        for (var index = 0; index < sources.Length; index++)
        {
            if (sum > most)
            {
                return double.PositiveInfinity;
            }

            var (x, y) = sources[index];
            var (movedX, movedY) = (places[index].X + shiftX, places[index].Y + shiftY);
            if (movedX >= 0 && movedX < to.Width && movedY >= 0 && movedY < to.Height)
            {
                var (a, b) = (((y * from.Width) + x) * 3, ((movedY * to.Width) + movedX) * 3);
                sum += Math.Abs(before[a] - after[b]) + Math.Abs(before[a + 1] - after[b + 1]) + Math.Abs(before[a + 2] - after[b + 2]);
                count++;
            }
        }

        // With half of it outside the frame, it says little.
        return count * 2 < pixels.Count ? byte.MaxValue : sum / (3.0 * count);
    }
}
