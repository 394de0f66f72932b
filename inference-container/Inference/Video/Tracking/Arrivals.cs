using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Matches trails with the objects of the key frame that they were followed to.</summary>
/// <param name="clip">Knows the frames' times.</param>
internal sealed class Arrivals(Clip clip)
{
    // Minimum overlap and likeness of an object at the end of its path and a detection there.
    private const double LeastOverlap = 0.25;
    private const double LeastLikeness = 0.35;

    // What the only one of its kind may look like where it is found again, and, in its sizes, how far from where it was lost: so much, and as much after each second.
    private const double MostChangeAlone = 0.45;
    private const double LeewayAlone = 2.5;

    /// <summary>Ends each trail that has come to the key frame with the object that is where it went and has its colors.</summary>
    public static void Match(List<Trail> trails, int sample, IReadOnlyList<KeyObject> arrived)
    {
        var costs = new double[trails.Count, arrived.Count];
        for (var row = 0; row < trails.Count; row++)
        {
            for (var column = 0; column < arrived.Count; column++)
            {
                costs[row, column] = CostOf(trails[row], sample, arrived[column]);
            }
        }

        foreach (var (row, column) in Assignment.Solve(costs).Index().Where(pair => pair.Item >= 0))
        {
            trails[row].EndAs(column, sample, arrived[column]);
        }
    }

    /// <summary>
    /// The only one of its kind that is lost, or has come to something that is less like it, and the only one that has come are the same, if they look alike and are not
    /// too far from each other. What is hardly seen does not count beside something that is seen well.
    /// </summary>
    /// <returns>The trails that have an end now but no way to it: the caller follows them back.</returns>
    public List<Trail> MatchAlone(List<Trail> trails, int sample, IReadOnlyList<KeyObject> arrived)
    {
        var found = new List<Trail>();
        foreach (var kind in trails.Where(trail => trail.EndsAs is null && trail.Score >= TrackJoin.LeastScore).GroupBy(trail => trail.ClassId).Where(kind => kind.Count() == 1))
        {
            var trail = kind.Single();
            var taken = trails.Select(other => other.EndsAs).ToHashSet();
            var rest = arrived.Index().Where(entry => entry.Item.ClassId == kind.Key && !taken.Contains(entry.Index)).ToList();
            var seenWell = rest.Where(entry => entry.Item.Score >= TrackJoin.LeastScore).ToList();
            if ((seenWell.Count > 0 ? seenWell : rest) is [var (index, arrival)] && IsBetterEnd(trail, sample, arrival))
            {
                trail.EndAs(index, sample, arrival);
                found.Add(trail);
            }
        }

        return found;
    }

    private bool IsBetterEnd(Trail trail, int sample, KeyObject found)
    {
        var change = trail.Key.Appearance.DistanceTo(found.Sighting.Appearance);
        var (from, to) = (trail.Seen[trail.Last].Edges, found.Sighting.Edges);
        var seconds = clip.SecondsOfSample(sample) - clip.SecondsOfSample(trail.Last);
        var away = double.Hypot(to.Middle.X - from.Middle.X, to.Middle.Y - from.Middle.Y) / Math.Sqrt(Math.Max(from.Area, to.Area));
        return change <= MostChangeAlone && away <= LeewayAlone * (1 + seconds) && (trail.Last < sample || change < trail.ChangeAt(sample));
    }

    private static double CostOf(Trail trail, int sample, KeyObject arrived)
    {
        if (trail.ClassId != arrived.ClassId)
        {
            return double.PositiveInfinity;
        }

        var overlap = trail.Seen[sample].OverlapWith(arrived.Sighting);
        var likeness = 1 - trail.Key.Appearance.DistanceTo(arrived.Sighting.Appearance);
        return overlap < LeastOverlap || likeness < LeastLikeness ? double.PositiveInfinity : 2 - overlap - likeness;
    }
}
