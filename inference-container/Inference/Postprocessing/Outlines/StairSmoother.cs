namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>
/// Turns the stairs that pixels make of a slanted edge into a straight line: a stair's corners are replaced by the midpoints of its sides. No
/// pixel's center changes sides. The corners of straight edges are kept.
/// </summary>
internal static class StairSmoother
{
    public static List<OutlinePoint> Smooth(PixelRing ring)
    {
        var corners = ring.Corners;
        var points = new List<OutlinePoint>(corners.Length);
        var steps = FindSteps(corners);
        var stairs = new bool[corners.Length];
        for (var i = 0; i < corners.Length; i++)
        {
            var before = (i + corners.Length - 1) % corners.Length;
            stairs[i] = steps[before] && steps[i] && Math.Min(LengthOf(corners, before), LengthOf(corners, i)) == 1;
        }

        for (var i = 0; i < corners.Length; i++)
        {
            var next = (i + 1) % corners.Length;
            if (!stairs[i])
            {
                points.Add(new OutlinePoint(corners[i].X, corners[i].Y));
            }

            if (stairs[i] || stairs[next])
            {
                points.Add(new OutlinePoint((corners[i].X + corners[next].X) / 2.0, (corners[i].Y + corners[next].Y) / 2.0));
            }
        }

        return points;
    }

    /// <summary>Whether the side that begins at each corner is a step: the line turns one way before it and the other way after it.</summary>
    private static bool[] FindSteps((int X, int Y)[] corners)
    {
        var (steps, count) = (new bool[corners.Length], corners.Length);
        for (var i = 0; i < count; i++)
        {
            var (before, start, end, after) = (corners[(i + count - 1) % count], corners[i], corners[(i + 1) % count], corners[(i + 2) % count]);
            steps[i] = TurnsRight(before, start, end) != TurnsRight(start, end, after);
        }

        return steps;
    }

    private static bool TurnsRight((int X, int Y) from, (int X, int Y) over, (int X, int Y) to) =>
        ((over.X - from.X) * (long)(to.Y - over.Y)) - ((over.Y - from.Y) * (long)(to.X - over.X)) > 0;

    private static int LengthOf((int X, int Y)[] corners, int side)
    {
        var (from, to) = (corners[side], corners[(side + 1) % corners.Length]);
        return Math.Abs(to.X - from.X) + Math.Abs(to.Y - from.Y);
    }
}
