namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Whether what was followed from one key frame to another is what detectors see in both.</summary>
internal static class Agreement
{
    // Intersection over union of what was followed to a key frame with what detectors see there.
    private const double LeastOverlap = 0.75;

    // Of what is seen well: in a crowd some are always hidden by others.
    private const double MostAstray = 0.34;

    // Of the frame's width and height: what is so near to an edge may have left or come in there.
    private const double EdgePart = 0.02;

    /// <param name="trails">All between two key frames.</param>
    /// <param name="first">The sample of the first one.</param>
    /// <param name="isCalm">Whether what is seen faintly at one end says nothing: where it is calm, the detectors' masks of it differ more than its place.</param>
    public static bool IsEnough(IReadOnlyList<Trail> trails, int first, bool isCalm = false)
    {
        var well = trails.Where(trail => Math.Max(trail.Score, trail.EndScore ?? 0) >= TrackJoin.LeastScore
            && !(isCalm && trail.StartsAs is not null && Math.Min(trail.Score, trail.EndScore ?? trail.Score) < TrackJoin.LeastScore)).ToList();
        return well.Count(trail => !Agrees(trail, first) && !IsBeside(trail, trail.StartsAs is null ? trail.First : trail.Last, well)) < Math.Max(1, well.Count * MostAstray);
    }

    /// <summary>Whether so many are lost on the way that it cannot be enough, whatever is seen in the last frame.</summary>
    /// <param name="trails">All from the first key frame.</param>
    /// <param name="sample">How far they were followed.</param>
    /// <param name="arrived">How many are seen well in the last frame; all of them may be new.</param>
    public static bool IsOutOfReach(IReadOnlyList<Trail> trails, int sample, int arrived)
    {
        var well = trails.Where(trail => trail.Score >= TrackJoin.LeastScore).ToList();
        return well.Count(trail => trail.Last < sample && !IsAtEdge(trail.Seen[trail.Last]) && !IsBeside(trail, trail.Last, well)) >= Math.Max(1, (well.Count + arrived) * MostAstray);
    }

    private static bool Agrees(Trail trail, int first) =>
        trail is { StartsAs: not null, EndOverlap: { } overlap } ? overlap >= LeastOverlap
            : trail.StartsAs is not null ? IsAtEdge(trail.Seen[trail.Last])
            : trail.First > first && IsAtEdge(trail.Seen[trail.First]);

    /// <summary>Whether another one touches it where it is lost, which then may hide it: another look would show the one for both.</summary>
    private static bool IsBeside(Trail trail, int sample, IReadOnlyList<Trail> well) => well.Any(other => other != trail
        && other.Seen.Any(seen => Math.Abs(seen.Key - sample) <= 1 && seen.Value.Edges.OverlapWith(trail.Seen[sample].Edges) > 0));

    private static bool IsAtEdge(Sighting sighting)
    {
        var (box, width, height) = (sighting.Edges, sighting.Mask.Width, sighting.Mask.Height);
        return box.Left < width * EdgePart || box.Top < height * EdgePart || box.Right > width * (1 - EdgePart) || box.Bottom > height * (1 - EdgePart);
    }
}
