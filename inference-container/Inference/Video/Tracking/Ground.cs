namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Tells what was there before from what has come: a mask that slips off an object onto the ground around it holds pixels that the frame before had at the same
/// place, as far as the camera has not moved.
/// </summary>
internal static class Ground
{
    // Pixels in a row and in a column of those by which the camera's motion is found.
    private const int GridSide = 24;

    // Of a mask: what it must have that the last mask, at its place, had not.
    private const double LeastNew = 0.3;
    private const int LeastPixels = 12;

    // Of a mask that stands still: what a mask that has become complete still holds of it.
    private const double LeastKept = 0.85;

    // Around its box, of its sides: what it should look unlike, and by how much, 0–1.
    private const float Surroundings = 0.25f;
    private const double LeastApart = 0.35;

    // Mean difference of pixels, 0–255, and its part of the difference from the object: less, and it is the ground.
    private const double MostDifference = 10;
    private const double MostPart = 0.6;

    /// <returns>Where the ground of one frame is in another: the shift, pixels of the clip.</returns>
    public static (double X, double Y) FindShift(Thumbnail from, Thumbnail to)
    {
        var grid = Enumerable.Range(0, GridSide * GridSide)
            .Select(index => (((2 * (index % GridSide)) + 1) * from.Width / (2 * GridSide), ((2 * (index / GridSide)) + 1) * from.Height / (2 * GridSide)))
            .ToList();
        var (x, y, _) = Motion.Find(from, grid, to, (0, 0));
        return (x, y);
    }

    /// <summary>Whether a mask holds the ground, and not what it was made for.</summary>
    /// <param name="from">The frame that the object is known in.</param>
    /// <param name="before">The object there.</param>
    /// <param name="to">A frame next to it.</param>
    /// <param name="after">What may be the object there.</param>
    /// <param name="shift">Where the ground has gone from there to here, pixels of the clip.</param>
    public static bool IsAll(Thumbnail from, Sighting before, Thumbnail to, Sighting after, (double X, double Y) shift)
    {
        var all = to.PixelsIn(after);
        var fresh = all.FindAll(pixel => !Covers(before, ((pixel.X + 0.5) / to.ScaleX) - shift.X, ((pixel.Y + 0.5) / to.ScaleY) - shift.Y));
        if (fresh.Count < Math.Max(LeastPixels, all.Count * LeastNew) || (IsCompleted(from, before, to, after, shift) && StandsOut(to, fresh, after)))
        {
            return false;
        }

        var ground = Motion.DifferenceAt(to, fresh, from, (-shift.X, -shift.Y));
        var (was, now) = (before.Edges.Middle, after.Edges.Middle);
        return ground < MostDifference && ground < MostPart * Motion.DifferenceAt(to, fresh, from, (was.X - now.X, was.Y - now.Y));
    }

    /// <summary>Whether a frame had at the same place what a mask of a later frame holds.</summary>
    /// <param name="from">A frame.</param>
    /// <param name="to">A frame next to it.</param>
    /// <param name="after">The mask in that one.</param>
    /// <param name="shift">Where the ground has gone from there to here, pixels of the clip.</param>
    public static bool HoldsStill(Thumbnail from, Thumbnail to, Sighting after, (double X, double Y) shift) =>
        to.PixelsIn(after) is { Count: > 0 } pixels && Motion.DifferenceAt(to, pixels, from, (-shift.X, -shift.Y)) < MostDifference;

    /// <summary>Whether a mask holds more of what stands still there as it did: the pixels of the one before are in it and have not changed.</summary>
    private static bool IsCompleted(Thumbnail from, Sighting before, Thumbnail to, Sighting after, (double X, double Y) shift)
    {
        var known = from.PixelsIn(before);
        var kept = known.FindAll(pixel => Covers(after, ((pixel.X + 0.5) / from.ScaleX) + shift.X, ((pixel.Y + 0.5) / from.ScaleY) + shift.Y));
        return kept.Count > 0 && kept.Count >= known.Count * LeastKept && Motion.DifferenceAt(from, kept, to, shift) < MostDifference;
    }

    /// <summary>Whether what has come looks unlike what is around the mask. Ground that spreads on the ground looks like it.</summary>
    private static bool StandsOut(Thumbnail to, List<(int X, int Y)> fresh, Sighting after)
    {
        var edges = after.Edges;
        var (wide, high) = (after.Box.Width * Surroundings, after.Box.Height * Surroundings);
        var (left, right) = ((int)Math.Max(0, (edges.Left - wide) * to.ScaleX), (int)Math.Min(to.Width, (edges.Right + wide) * to.ScaleX));
        var (top, bottom) = ((int)Math.Max(0, (edges.Top - high) * to.ScaleY), (int)Math.Min(to.Height, (edges.Bottom + high) * to.ScaleY));
        var around = new List<(int X, int Y)>();
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                if (!Covers(after, (x + 0.5) / to.ScaleX, (y + 0.5) / to.ScaleY))
                {
                    around.Add((x, y));
                }
            }
        }

        return Appearance.Of(to, fresh, edges.Top, after.Box.Height).DistanceTo(Appearance.Of(to, around, edges.Top, after.Box.Height)) >= LeastApart;
    }

    private static bool Covers(Sighting sighting, double x, double y) =>
        x >= 0 && y >= 0 && x < sighting.Mask.Width && y < sighting.Mask.Height && sighting.Mask[(int)x, (int)y];
}
