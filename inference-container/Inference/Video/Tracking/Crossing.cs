using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Two objects that began apart and whose masks lie on one thing: only the one in front is seen there. Until they part, each is expected to go on as it went; the one
/// whose mask leaves its way is hidden, and its mask is on the other one.
/// </summary>
internal static class Crossing
{
    // The part of the smaller mask that both have in common when they lie on one thing.
    private const double LeastTogether = 0.6;

    // In sizes of the object: how much farther from its way than the other one it is.
    private const double LeastAstray = 0.2;

    /// <summary>Whether two masks lie on one thing.</summary>
    public static bool AreTogether(Sighting one, Sighting other) =>
        one.Edges.OverlapWith(other.Edges) > 0 && one.Mask.CountCommon(other.Mask) >= LeastTogether * Math.Min(one.Area, other.Area);

    /// <summary>Whether two objects were seen in one frame, and apart there.</summary>
    public static bool WereApart(MarkState one, MarkState other) => one.Sample == other.Sample && !AreTogether(one.Sighting, other.Sighting);

    /// <summary>Which of both has left its way.</summary>
    /// <param name="one">Where one of them was expected, pixels of the clip, and its mask.</param>
    /// <param name="other">The same of the other one.</param>
    /// <returns>Below 0 for the one, above 0 for the other, 0 for none.</returns>
    public static int FindAstray((BoxF Expected, Sighting Seen) one, (BoxF Expected, Sighting Seen) other)
    {
        var further = DistanceFrom(other) - DistanceFrom(one);
        return Math.Abs(further) < LeastAstray ? 0 : Math.Sign(further);
    }

    private static double DistanceFrom((BoxF Expected, Sighting Seen) way)
    {
        var ((fromX, fromY), (toX, toY)) = (way.Expected.Middle, way.Seen.Edges.Middle);
        return double.Hypot(toX - fromX, toY - fromY) / Math.Sqrt(way.Seen.Edges.Area);
    }
}
