namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>
/// A ring whose points are weighted by the area that changes sides when a point is removed. Points are removed in order of weight, and no point has a lower weight than one
/// removed before it (Visvalingam and Whyatt, Line generalisation by repeated elimination of points, 1993). Any coarser ring is then a selection by weight.
/// </summary>
internal sealed class WeightedRing
{
    private const int FewestPoints = 3;
    private readonly List<OutlinePoint> _points;
    private readonly double[] _weights;

    public WeightedRing(List<OutlinePoint> points) => (_points, _weights) = (points, Weigh(points));

    /// <summary>Square pixels; infinite for the three points that always remain.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The points with at least this weight, in order; at least three.</summary>
    public List<OutlinePoint> Cut(double weight)
    {
        var kept = new List<OutlinePoint>();
        for (var i = 0; i < _weights.Length; i++)
        {
            if (_weights[i] >= weight)
            {
                kept.Add(_points[i]);
            }
        }

        return kept;
    }

    private static double[] Weigh(List<OutlinePoint> points)
    {
        var count = points.Count;
        var weights = new double[count];
        var previous = new int[count];
        var next = new int[count];
        var areas = new (int Point, double Area)[count];
        for (var i = 0; i < count; i++)
        {
            (previous[i], next[i]) = ((i + count - 1) % count, (i + 1) % count);
            weights[i] = Area(points[previous[i]], points[i], points[next[i]]);
            areas[i] = (i, weights[i]);
        }

        var queue = new PriorityQueue<int, double>(areas);
        var (left, reached) = (count, 0.0);
        while (left > FewestPoints)
        {
            queue.TryDequeue(out var least, out var area);
            if (next[least] < 0 || area != weights[least])
            {
                continue;
            }

            reached = Math.Max(reached, area);
            weights[least] = reached;
            var (before, after) = (previous[least], next[least]);
            (next[before], previous[after], next[least]) = (after, before, -1);
            left--;
            foreach (var neighbor in (ReadOnlySpan<int>)[before, after])
            {
                weights[neighbor] = Area(points[previous[neighbor]], points[neighbor], points[next[neighbor]]);
                queue.Enqueue(neighbor, weights[neighbor]);
            }
        }

        for (var i = 0; i < count; i++)
        {
            weights[i] = next[i] < 0 ? weights[i] : double.PositiveInfinity;
        }

        return weights;
    }

    private static double Area(OutlinePoint a, OutlinePoint b, OutlinePoint c) =>
        Math.Abs(((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X))) / 2;
}
