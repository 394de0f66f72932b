using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// An object again after points said where it is not. The box that it was followed with holds those too, and SAM follows a box rather than a point; so where they are
/// still in the mask, the object is cut out by them and by the middle of the part of its old mask that is farthest from them.
/// </summary>
/// <param name="follower">Cuts out.</param>
internal sealed class Correction(Follower follower)
{
    /// <param name="to">The frame that the points are on.</param>
    /// <param name="known">The object in another frame.</param>
    /// <param name="expected">Its box in this one, pixels of the clip.</param>
    /// <param name="outside">Where it is not, pixels of the clip; at least one point.</param>
    /// <returns>Null if nothing clear is there.</returns>
    public Sighting? CutOut(FrameScene to, Sighting known, BoxF expected, IReadOnlyList<(float X, float Y)> outside)
    {
        var points = outside.Select(point => (point.X, point.Y, Foreground: false)).ToList();
        var found = follower.CutOut(to, expected, points: points);
        return found is not null && !outside.Any(point => Covers(found, point)) ? found
            : FindAnchor(to.Thumbnail, known, expected, outside) is { } anchor ? follower.CutOutAt(to, expected, [.. points, (anchor.X, anchor.Y, true)])
            : null;
    }

    private static bool Covers(Sighting sighting, (float X, float Y) point) =>
        sighting.Mask[Math.Clamp((int)point.X, 0, sighting.Mask.Width - 1), Math.Clamp((int)point.Y, 0, sighting.Mask.Height - 1)];

    private static (float X, float Y)? FindAnchor(Thumbnail thumbnail, Sighting known, BoxF expected, IReadOnlyList<(float X, float Y)> outside)
    {
        var (x, y) = (expected.Left - known.Edges.Left, expected.Top - known.Edges.Top);
        var inside = thumbnail.PixelsIn(known)
            .Select(pixel => (X: (float)((pixel.X + 0.5) / thumbnail.ScaleX) + x, Y: (float)((pixel.Y + 0.5) / thumbnail.ScaleY) + y))
            .OrderByDescending(pixel => outside.Min(point => float.Hypot(pixel.X - point.X, pixel.Y - point.Y)))
            .ToList();
        var farther = inside.Take((inside.Count + 1) / 2).ToList();
        if (farther.Count == 0)
        {
            return null;
        }

        var (middleX, middleY) = (farther.Average(pixel => pixel.X), farther.Average(pixel => pixel.Y));
        return farther.MinBy(pixel => float.Hypot(pixel.X - middleX, pixel.Y - middleY));
    }
}
