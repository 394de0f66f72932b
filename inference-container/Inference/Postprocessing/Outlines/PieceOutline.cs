namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>The rings of one connected component of a mask, and their simplification to an outline of few points.</summary>
internal sealed class PieceOutline
{
    /// <summary>Minimum intersection over union of an outline's pixels with the component, if the number of vertices allows.</summary>
    public const double LeastOverlap = 0.99;

    // Keeping more holes than the largest hundred would leave too few vertices for the rest.
    private const int MostHoles = 100;

    // The first attempt's weight, as a fraction of the area, in square pixels; below the finest weight only the limit on vertices counts.
    private const double StartPart = 1e-5;
    private const double CoarsestStart = 50;
    private const double FinestWeight = 0.05;

    // Pixels; more than a vertex moves when it is rounded to six decimals.
    private const double Nudge = 0.005;

    private readonly WeightedRing _outer;
    private readonly List<WeightedRing> _holes;
    private readonly BinaryMask _exact;
    private readonly BinaryMask _trial;
    private readonly BinaryMask _nudged;
    private readonly BinaryMask _any;
    private readonly int _left;
    private readonly int _top;
    private readonly int _area;

    private PieceOutline(PixelRing outer, List<PixelRing> holes)
    {
        (_left, _top) = (outer.Corners.Min(corner => corner.X), outer.Corners.Min(corner => corner.Y));
        var (width, height) = (outer.Corners.Max(corner => corner.X) - _left, outer.Corners.Max(corner => corner.Y) - _top);
        (_exact, _trial, _nudged, _any) = (new BinaryMask(width, height), new BinaryMask(width, height), new BinaryMask(width, height), new BinaryMask(width, height));
        Fill(_exact, holes.Prepend(outer).Select(ring => ring.Corners.Select(corner => new OutlinePoint(corner.X, corner.Y)).ToList()), nudge: 0);
        _area = _exact.CountArea();
        _outer = new WeightedRing(StairSmoother.Smooth(outer));
        _holes = [.. holes.OrderBy(hole => hole.SignedArea).Take(MostHoles).Select(hole => new WeightedRing(StairSmoother.Smooth(hole)))];
    }

    /// <param name="rings">All rings of one component.</param>
    /// <param name="mostVertices">At least 1000.</param>
    /// <returns>Clockwise, with holes bridged, in pixels; 3 to <paramref name="mostVertices"/> points.</returns>
    public static List<OutlinePoint> Make(IReadOnlyCollection<PixelRing> rings, int mostVertices) =>
        new PieceOutline(rings.Single(ring => !ring.IsHole), [.. rings.Where(ring => ring.IsHole)]).Simplify(mostVertices);

    private List<OutlinePoint> Simplify(int mostVertices)
    {
        var least = LeastWeightFor(mostVertices - (_holes.Count * HoleBridge.PointsPerHole));
        var weight = Math.Max(least, Math.Clamp(_area * StartPart, 0.5, CoarsestStart));
        while (true)
        {
            var (outer, holes) = (_outer.Cut(weight), _holes.ConvertAll(hole => hole.Cut(weight)));
            if (weight <= least || Overlap([outer, .. holes]) >= LeastOverlap)
            {
                return HoleBridge.Join(outer, holes);
            }

            weight = weight < FinestWeight ? least : Math.Max(least, weight / 3);
        }
    }

    /// <summary>The lowest weight at which no more than this many points remain.</summary>
    private double LeastWeightFor(int points)
    {
        double[] weights = [.. _outer.Weights, .. _holes.SelectMany(hole => hole.Weights.ToArray())];
        if (weights.Length <= points)
        {
            return 0;
        }

        Array.Sort(weights);
        return Math.BitIncrement(weights[^(points + 1)]);
    }

    /// <summary>A lower bound, whichever way pixels are counted whose centers are on a line: pixels that change sides when the outline moves slightly count as wrong.</summary>
    private double Overlap(List<List<OutlinePoint>> rings)
    {
        Fill(_trial, rings, Nudge);
        Fill(_nudged, rings, -Nudge);
        _any.Clear();
        _any.Add(_exact);
        _any.Add(_trial);
        _any.Add(_nudged);
        _trial.Keep(_nudged);
        return (double)_trial.CountCommon(_exact) / _any.CountArea();
    }

    // The nudge is not at 45 degrees, the angle of many lines.
    private void Fill(BinaryMask mask, IEnumerable<List<OutlinePoint>> rings, double nudge)
    {
        mask.Clear();
        foreach (var ring in rings)
        {
            OutlineRaster.MarkLeftEdges(ring, mask, _left + nudge, _top + (nudge / 3));
        }

        OutlineRaster.FillRows(mask);
    }
}
