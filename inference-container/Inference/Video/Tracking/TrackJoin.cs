using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Joins tracklets into objects: first those with the same detection in the frame that two chunks share, then, across a gap, those whose motion and colors match.
/// It looks only at their ends, never at masks, so a long clip costs little.
/// </summary>
internal sealed class TrackJoin(Clip clip)
{
    /// <summary>Minimum mean calibrated score of an object: what detectors take for one only now and then is none.</summary>
    public const double LeastScore = 0.5;

    // An object that was away for longer counts as another one.
    private const double LongestAbsence = 12;

    // Most that an object's looks may differ before and after its absence. The longer it was away, the more closely its colors must match.
    private const double NearLook = 0.5;
    private const double FarLook = 0.36;
    private const double LooksFarAfter = 2;

    // In sizes of the object: how far it may be from the expected place, at once and per second of absence.
    private const double Leeway = 0.8;
    private const double LeewayPerSecond = 1.6;

    // Of that, for the only one of its kind: nothing else can have come in its place.
    private const double LeewayAlone = 3;

    private const double MostGrowth = 3;

    // Up to this cost, one exactly continues the other, however faint: it looks the same, follows at once, and is where it was expected.
    private const double Exact = 0.15;

    /// <param name="tracklets">The tracklets of all chunks, in any order.</param>
    /// <param name="cancellationToken">Checked for each tracklet.</param>
    /// <returns>The object's number for each tracklet, from 0 in order of the objects' first frames.</returns>
    public IReadOnlyDictionary<TrackletKey, int> Join(IReadOnlyList<Tracklet> tracklets, CancellationToken cancellationToken)
    {
        var chains = FindChains(tracklets);
        Bridge(chains, cancellationToken);
        var objects = chains
            .Where(chain => chain.Parts[0].Marked is not null || chain.Score >= LeastScore)
            .OrderBy(chain => chain.Parts.Min(part => part.Head.Sample))
            .ThenBy(chain => (chain.Parts[0].Key.Mode, chain.Parts[0].Key.Chunk, chain.Parts[0].Key.Number));
        return objects.Index().SelectMany(entry => entry.Item.Parts.Select(part => (part.Key, entry.Index)))
            .ToDictionary(pair => pair.Key, pair => pair.Index);
    }

    /// <summary>Joins what the chunks say is the same: a marked object, or the same detection in the frame that they share.</summary>
    private static List<Chain> FindChains(IReadOnlyList<Tracklet> tracklets)
    {
        var chains = new List<Chain>();
        var open = new Dictionary<(int Sample, int KeyObject, string Label), Chain>();
        var marked = new Dictionary<int, Chain>();
        foreach (var tracklet in tracklets.OrderBy(tracklet => tracklet.Key.Chunk).ThenBy(tracklet => tracklet.Head.Sample).ThenBy(tracklet => (tracklet.Key.Mode, tracklet.Key.Number)))
        {
            var chain = tracklet.Marked is { } number
                ? marked.GetValueOrDefault(number)
                : tracklet.Head.KeyObject is { } begins ? open.GetValueOrDefault((tracklet.Head.Sample, begins, tracklet.Label)) : null;
            if (chain is null)
            {
                chains.Add(chain = new Chain());
            }

            chain.Add([tracklet]);
            if (tracklet.Marked is { } own)
            {
                marked[own] = chain;
            }
            else if (tracklet.Tail.KeyObject is { } ends)
            {
                open[(tracklet.Tail.Sample, ends, tracklet.Label)] = chain;
            }
        }

        return chains;
    }

    /// <summary>Joins what follows each other, likeliest first. Objects never seen well take nothing away from those that are, unless they continue exactly.</summary>
    private void Bridge(List<Chain> chains, CancellationToken cancellationToken)
    {
        var byHead = chains.Where(chain => chain.Parts[0].Marked is null).OrderBy(chain => chain.Head.Sample).ToList();
        var candidates = new List<(double Cost, Chain Before, Chain After)>();
        foreach (var kind in byHead.GroupBy(chain => chain.Label).Select(kind => kind.ToList()))
        {
            foreach (var before in kind)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var index = FindFirst(kind, before.Tail.Sample); index < kind.Count && SecondsBetween(before, kind[index]) <= LongestAbsence; index++)
                {
                    var after = kind[index];
                    if (after != before && FindCost(before, after, kind) is { } cost)
                    {
                        candidates.Add((cost, before, after));
                    }
                }
            }
        }

        var (continued, preceded) = (new HashSet<Chain>(), new HashSet<Chain>());
        var next = new Dictionary<Chain, Chain>();
        foreach (var (_, before, after) in candidates
            .OrderBy(candidate => candidate.Cost <= Exact ? 0 : (IsFaint(candidate.Before) ? 1 : 0) + (IsFaint(candidate.After) ? 1 : 0))
            .ThenBy(candidate => candidate.Cost)
            .ThenBy(candidate => candidate.Before.Tail.Sample).ThenBy(candidate => candidate.After.Head.Sample))
        {
            if (!continued.Contains(before) && !preceded.Contains(after))
            {
                continued.Add(before);
                preceded.Add(after);
                next.Add(before, after);
            }
        }

        FillGaps(next, byHead, cancellationToken);
        preceded.UnionWith(next.Values);
        foreach (var first in byHead.Where(chain => !preceded.Contains(chain)))
        {
            for (var chain = first; next.TryGetValue(chain, out var following); chain = following)
            {
                first.Add(following.Parts);
                chains.Remove(following);
            }
        }
    }

    /// <returns>Index of the first that begins at a sample or later.</returns>
    private static int FindFirst(List<Chain> byHead, int sample)
    {
        var (start, end) = (0, byHead.Count);
        while (start < end)
        {
            var middle = (start + end) / 2;
            (start, end) = byHead[middle].Head.Sample < sample ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    /// <summary>Whether nothing else of the kind is seen well from the frame in which one ends to the one in which the other begins.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="kind">All of the kind, by their first frames. In a crowd the last of those that may be between are the likeliest.</param>
    private static bool IsAlone(Chain before, Chain after, List<Chain> kind)
    {
        for (var index = FindFirst(kind, after.Head.Sample + 1) - 1; index >= 0; index--)
        {
            var chain = kind[index];
            if (chain.Tail.Sample >= before.Tail.Sample && chain != before && chain != after && !IsFaint(chain))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFaint(Chain chain) => chain.Score < LeastScore;

    /// <summary>
    /// A tracklet seen for a moment between an object's leaving and its return, which may be either of the two, is that object: half hidden, it looks less like both than
    /// they look like each other.
    /// </summary>
    private void FillGaps(Dictionary<Chain, Chain> next, IReadOnlyList<Chain> chains, CancellationToken cancellationToken)
    {
        var joined = next.Keys.Union(next.Values).ToHashSet();
        foreach (var moment in chains.Where(chain => !joined.Contains(chain)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (cost, before, after) = next
                .Where(gap => gap.Key.Tail.Sample <= moment.Head.Sample && moment.Tail.Sample <= gap.Value.Head.Sample && gap.Key.Label == moment.Label)
                .Select(gap => (Cost: FindCost(gap.Key, moment) + FindCost(moment, gap.Value), gap.Key, gap.Value))
                .Where(gap => gap.Cost is not null)
                .OrderBy(gap => gap.Cost)
                .FirstOrDefault();
            if (cost is not null)
            {
                (next[before], next[moment]) = (moment, after);
            }
        }
    }

    private double SecondsBetween(Chain before, Chain after) => clip.SecondsOfSample(after.Head.Sample) - clip.SecondsOfSample(before.Tail.Sample);

    /// <summary>How unlikely it is that one object left as the first and came back as the second; null if it cannot be.</summary>
    /// <param name="before">The one that left.</param>
    /// <param name="after">The one that came.</param>
    /// <param name="kind">All of the kind, by their first frames, if the only one may come from farther away.</param>
    private double? FindCost(Chain before, Chain after, List<Chain>? kind = null)
    {
        var seconds = SecondsBetween(before, after);

        // Of two that are seen in the same single frame, each would follow the other.
        if (seconds > LongestAbsence || after.Tail.Sample <= before.Head.Sample)
        {
            return null;
        }

        var (from, to) = (before.Leaving, after.Coming);
        var (fromSize, toSize) = (Chain.SizeOf(from), Chain.SizeOf(to));
        var growth = Math.Max(fromSize, toSize) / Math.Min(fromSize, toSize);
        var look = Math.Min(before.Last.DistanceTo(after.First), before.Look.DistanceTo(after.Look));
        var mostLook = NearLook + ((FarLook - NearLook) * Math.Min(1, seconds / LooksFarAfter));
        var away = Distance(before, after) / ((fromSize + toSize) / 2);
        var mostAway = Leeway + (LeewayPerSecond * seconds);
        return growth > MostGrowth || look > mostLook || away > mostAway * LeewayAlone || (away > mostAway && (kind is null || !IsAlone(before, after, kind))) ? null
            : (look / mostLook) + (away / mostAway) + Turn(from, to, (fromSize + toSize) / 2) + (Math.Min(1, seconds / LongestAbsence) / 2);
    }

    /// <summary>How much its motion changed meanwhile, 0–1: of two objects that look alike and cross, each goes on as it went. Speeds below one size per second are noise.</summary>
    private static double Turn(TrackletEnd from, TrackletEnd to, double size)
    {
        var (before, after) = (double.Hypot(from.SpeedX, from.SpeedY), double.Hypot(to.SpeedX, to.SpeedY));
        return double.Hypot(to.SpeedX - from.SpeedX, to.SpeedY - from.SpeedY) / (before + after + size);
    }

    /// <summary>From the expected place to the actual one. The nearest counts of three: by the speed before, by the speed after, and standing still.</summary>
    private double Distance(Chain before, Chain after)
    {
        var (tail, head) = (Middle(before.Tail), Middle(after.Head));
        var (expected, origin) = (PlaceAt(before.Leaving, after.Head.Sample), PlaceAt(after.Coming, before.Tail.Sample));
        return Math.Min(
            double.Hypot(head.X - tail.X, head.Y - tail.Y),
            Math.Min(double.Hypot(head.X - expected.X, head.Y - expected.Y), double.Hypot(origin.X - tail.X, origin.Y - tail.Y)));
    }

    /// <summary>The center of the box at another time, by the position and the speed at an end.</summary>
    private (double X, double Y) PlaceAt(TrackletEnd end, int sample)
    {
        var seconds = clip.SecondsOfSample(sample) - clip.SecondsOfSample(end.Sample);
        return (Middle(end).X + (end.SpeedX * seconds), Middle(end).Y + (end.SpeedY * seconds));
    }

    private static (double X, double Y) Middle(TrackletEnd end) => (end.Box.X + (end.Box.Width / 2.0), end.Box.Y + (end.Box.Height / 2.0));
}
