using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// An object again after points said where it is not. The box that it was followed with holds those too, and SAM follows a box rather than a point; so where they are
/// still in the mask, the object is cut out by them and by the middle of the part of its old mask that is farthest from them. If that fails too, what is nearer to that
/// middle than to the points is left of its old mask.
/// </summary>
/// <param name="follower">Cuts out.</param>
internal sealed class Correction(Follower follower)
{
    // Of the old mask's area: a correction only takes away, but the object may come nearer meanwhile.
    private const double MostGrowth = 1.2;

    /// <param name="to">The frame that the points are on.</param>
    /// <param name="known">The object in another frame.</param>
    /// <param name="expected">Its box in this one, pixels of the clip; it may go over the frame's edges.</param>
    /// <param name="outside">Where it is not, pixels of the clip; at least one point.</param>
    /// <returns>Null if nothing is left.</returns>
    public Sighting? CutOut(FrameScene to, Sighting known, BoxF expected, IReadOnlyList<(float X, float Y)> outside)
    {
        var points = outside.Select(point => (point.X, point.Y, Foreground: false)).ToList();
        var inFrame = expected.Within(known.Mask.Width, known.Mask.Height);
        if (inFrame.Area > 0 && follower.CutOut(to, inFrame, points: points) is { } found && IsCorrected(found, known, outside))
        {
            return found;
        }

        return FindAnchor(to.Thumbnail, known, expected, outside) is not { } anchor ? null
            : follower.CutOutAt(to, inFrame, [.. points, (anchor.X, anchor.Y, true)]) is { } other && IsCorrected(other, known, outside) ? other
            : TakeAway(to.Thumbnail, known, expected, anchor, outside);
    }

    internal static bool IsCorrected(Sighting found, Sighting known, IReadOnlyList<(float X, float Y)> outside) =>
        found.Area <= MostGrowth * known.Area && !outside.Any(point => Covers(found, point));

    private static bool Covers(Sighting sighting, (float X, float Y) point) =>
        sighting.Mask[Math.Clamp((int)point.X, 0, sighting.Mask.Width - 1), Math.Clamp((int)point.Y, 0, sighting.Mask.Height - 1)];

    /// <returns>A point of the old mask, at its new place, in the frame; null if nothing of it is there.</returns>
    internal static (float X, float Y)? FindAnchor(Thumbnail thumbnail, Sighting known, BoxF expected, IReadOnlyList<(float X, float Y)> outside)
    {
        var (x, y) = (expected.Left - known.Edges.Left, expected.Top - known.Edges.Top);
        var inside = thumbnail.PixelsIn(known)
            .Select(pixel => (X: (float)((pixel.X + 0.5) / thumbnail.ScaleX) + x, Y: (float)((pixel.Y + 0.5) / thumbnail.ScaleY) + y))
            .Where(pixel => pixel.X >= 0 && pixel.Y >= 0 && pixel.X < known.Mask.Width && pixel.Y < known.Mask.Height)
            .OrderByDescending(pixel => outside.Min(point => Distance(pixel, point)))
            .ToList();
        var farther = inside.Take((inside.Count + 1) / 2).ToList();
        if (farther.Count == 0)
        {
            return null;
        }

        var middle = (farther.Average(pixel => pixel.X), farther.Average(pixel => pixel.Y));
        return farther.MinBy(pixel => Distance(pixel, middle));
    }

    /// <returns>The old mask at its new place without what is as near to a point outside as to the anchor; null if nothing is left.</returns>
    internal static Sighting? TakeAway(Thumbnail thumbnail, Sighting known, BoxF expected, (float X, float Y) anchor, IReadOnlyList<(float X, float Y)> outside)
    {
        var (x, y) = ((int)MathF.Round(expected.Left - known.Edges.Left), (int)MathF.Round(expected.Top - known.Edges.Top));
        var mask = new BinaryMask(known.Mask.Width, known.Mask.Height);
        for (var row = Math.Max(known.Box.Y, -y); row < Math.Min(known.Box.Y + known.Box.Height, mask.Height - y); row++)
        {
            for (var column = Math.Max(known.Box.X, -x); column < Math.Min(known.Box.X + known.Box.Width, mask.Width - x); column++)
            {
                var middle = (column + x + 0.5f, row + y + 0.5f);
                mask[column + x, row + y] = known.Mask[column, row] && outside.All(point => Distance(middle, anchor) < Distance(middle, point));
            }
        }

        return mask.FindBox() is null ? null : new Sighting(mask, Appearance.Of(thumbnail, mask)) { Quality = known.Quality };
    }

    private static float Distance((float X, float Y) one, (float X, float Y) other) => float.Hypot(one.X - other.X, one.Y - other.Y);
}
