namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>Makes an object's outer ring and its holes one ring: from each hole's leftmost point a zero-width cut runs left to the first line that it meets.</summary>
internal static class HoleBridge
{
    /// <summary>Points per hole in addition to its own.</summary>
    public const int PointsPerHole = 3;

    /// <param name="outer">Clockwise.</param>
    /// <param name="holes">Inside the outer ring, counterclockwise.</param>
    public static List<OutlinePoint> Join(List<OutlinePoint> outer, IEnumerable<List<OutlinePoint>> holes)
    {
        var ring = new List<OutlinePoint>(outer);

        // Left to right, so that a hole in the way of a cut is already part of the ring.
        foreach (var (hole, start) in holes.Select(hole => (Hole: hole, Start: Leftmost(hole))).OrderBy(entry => entry.Hole[entry.Start].X))
        {
            if (FindLineLeftOf(ring, hole[start]) is var (line, foot))
            {
                ring.InsertRange(line + 1, [foot, .. hole[start..], .. hole[..(start + 1)], foot]);
            }
        }

        return ring;
    }

    private static int Leftmost(List<OutlinePoint> hole)
    {
        var leftmost = 0;
        for (var i = 1; i < hole.Count; i++)
        {
            leftmost = hole[i].X < hole[leftmost].X ? i : leftmost;
        }

        return leftmost;
    }

    /// <returns>Null if a simplified hole crosses its object's outline, so that it is no longer a hole.</returns>
    private static (int Line, OutlinePoint Foot)? FindLineLeftOf(List<OutlinePoint> ring, OutlinePoint point)
    {
        (int Line, OutlinePoint Foot)? nearest = null;
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            if (from.Y > point.Y == to.Y > point.Y)
            {
                continue;
            }

            var x = from.X + ((to.X - from.X) * (point.Y - from.Y) / (to.Y - from.Y));
            if (x <= point.X && (nearest is null || x > nearest.Value.Foot.X))
            {
                nearest = (i, new OutlinePoint(x, point.Y));
            }
        }

        return nearest;
    }
}
