using SegFunctions.Contract.Video;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Words in one chunk: detectors find the objects of its first and last frame; from the first they are followed to the last, and what is new there is followed
/// back. Where that does not agree, they look at the frame half-way too. A chunk's result depends on its own frames alone.
/// </summary>
internal sealed class WordTracker(PromptPlan plan, NetworkSet networks, Clip clip)
{
    /// <summary>Minimum calibrated score of a detection where a followed object went. Objects never seen better than <see cref="TrackJoin"/> asks are dropped there.</summary>
    public const double FaintestScore = 0.3;

    // Minimum overlap of the masks of the same object.
    private const double SameObject = 0.6;

    // Minimum overlap and likeness of an object at the end of its path and a detection there.
    private const double MostChange = 0.55;
    private const double LeastOverlap = 0.25;
    private const double LeastLikeness = 0.35;

    // What the only one of its kind may look like where it is found again, and, in its sizes, how far from where it was lost: so much, and as much after each second.
    private const double MostChangeAlone = 0.45;
    private const double LeewayAlone = 2.5;

    private readonly TextPrompts _words = plan.WordsOver(networks);
    private readonly Follower _follower = new(networks.Sam);

    /// <param name="chunk">Its number.</param>
    /// <param name="frames">All of its frames, in the order of time.</param>
    public ChunkTracks Track(int chunk, IReadOnlyList<FrameScene> frames)
    {
        var inside = frames.Skip(1).Take(frames.Count - 2).ToList();
        FrameTiles.Look(networks.Sam, inside, Around([.. frames[0].GetObjects(_words), .. frames[^1].GetObjects(_words)]));
        return Write(chunk, FollowBetween(frames), frames);
    }

    /// <summary>From one key frame to the next one; what moves so fast that the two do not agree is looked for in the frame half-way, and so on.</summary>
    private List<Trail> FollowBetween(IReadOnlyList<FrameScene> frames)
    {
        var middle = frames.Count / 2;
        return FollowThrough(frames) ?? [.. FollowBetween([.. frames.Take(middle + 1)]), .. FollowBetween([.. frames.Skip(middle)])];
    }

    /// <returns>Null if it needs a look at the frame half-way.</returns>
    private List<Trail>? FollowThrough(IReadOnlyList<FrameScene> frames)
    {
        var trails = frames[0].GetObjects(_words)
            .Select((found, index) => new Trail(clip, frames[0].Sample, found) { StartsAs = index }).ToList();
        if (frames.Count > 1)
        {
            var last = frames[^1];
            var arrived = last.GetObjects(_words);
            if (!FollowAll(trails, frames, arrived.Count(found => found.Score >= TrackJoin.LeastScore)))
            {
                return null;
            }

            Match(trails.Where(trail => trail.Last == last.Sample).ToList(), last.Sample, arrived);
            MatchAlone(trails, frames, arrived);
            var taken = trails.Select(trail => trail.EndsAs).ToHashSet();
            foreach (var (index, found) in arrived.Index().Where(entry => !taken.Contains(entry.Index)))
            {
                trails.Add(FollowBack(new Trail(clip, last.Sample, found) { EndsAs = index }, trails, frames));
            }
        }

        return frames.Count <= 2 || Agreement.IsEnough(trails, frames[0].Sample) ? trails : null;
    }

    /// <summary>Box around all objects seen well or, without those, around all; null if there are none.</summary>
    private static BoxF? Around(IReadOnlyList<KeyObject> seen)
    {
        var well = seen.Where(found => found.Score >= TrackJoin.LeastScore).ToList();
        var boxes = (well.Count > 0 ? well : seen).Select(found => found.Sighting.Edges).ToList();
        return boxes.Count == 0 ? null : boxes.Aggregate((all, one) => all.Including(one.Left, one.Top).Including(one.Right, one.Bottom));
    }

    /// <summary>Faint objects, most of which are dropped in the end, are followed only where they cost no further run of the encoder.</summary>
    private static bool IsWorthwhile(Trail trail, FrameScene from, FrameScene to) => trail.Score >= TrackJoin.LeastScore || to.Shows(trail.Seen[from.Sample].Edges);

    /// <summary>Follows all objects side by side, so that two that have merged are noticed at once.</summary>
    /// <param name="trails">Them.</param>
    /// <param name="frames">From one key frame to the next.</param>
    /// <param name="arrived">How many are seen well in the last one.</param>
    /// <returns>False, before the end, as soon as so many are lost that the frame half-way must be looked at.</returns>
    private bool FollowAll(List<Trail> trails, IReadOnlyList<FrameScene> frames, int arrived)
    {
        for (var index = 1; index < frames.Count; index++)
        {
            var (from, to) = (frames[index - 1], frames[index]);
            foreach (var trail in trails.Where(trail => trail.Last == from.Sample))
            {
                if (IsWorthwhile(trail, from, to)
                    && _follower.Follow(from, trail.Seen[from.Sample], to, trail.Expect(from.Sample, to.Sample)) is { } found
                    && IsStill(trail, found))
                {
                    trail.Add(to.Sample, found);
                }
            }

            Separate(trails.Where(trail => trail.Last == to.Sample).ToList(), to.Sample);
            if (index < frames.Count - 1 && Agreement.IsOutOfReach(trails, to.Sample, arrived))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Separates two trails that show one object but began apart: the one that looks less like its beginning has lost its object.</summary>
    private static void Separate(List<Trail> trails, int sample)
    {
        for (var first = 0; first < trails.Count; first++)
        {
            for (var second = first + 1; second < trails.Count; second++)
            {
                var (one, other) = (trails[first], trails[second]);
                if (one.Last == sample && other.Last == sample && AreOne(one, other, sample) && !AreOne(one, other, Math.Max(one.First, other.First)))
                {
                    var lost = one.ChangeAt(sample) > other.ChangeAt(sample) ? one : other;
                    lost.Forget(seen => seen == sample);
                }
            }
        }
    }

    private static bool AreOne(Trail one, Trail other, int sample) =>
        one.Seen.TryGetValue(sample, out var seen) && other.Seen.TryGetValue(sample, out var its) && seen.OverlapWith(its) > SameObject;

    /// <summary>Whether the mask found looks like the followed object: a box that slips off an object soon holds what is behind it.</summary>
    private static bool IsStill(Trail trail, Sighting found) => found.Appearance.DistanceTo(trail.Key.Appearance) <= MostChange;

    /// <summary>Decides which object of the last frame each trail has become.</summary>
    private static void Match(List<Trail> trails, int sample, IReadOnlyList<KeyObject> arrived)
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
    /// too far from each other. What is hardly seen does not count.
    /// </summary>
    private void MatchAlone(List<Trail> trails, IReadOnlyList<FrameScene> frames, IReadOnlyList<KeyObject> arrived)
    {
        var sample = frames[^1].Sample;
        foreach (var kind in trails.Where(trail => trail.EndsAs is null && trail.Score >= TrackJoin.LeastScore).GroupBy(trail => trail.ClassId).Where(kind => kind.Count() == 1))
        {
            var trail = kind.Single();
            var taken = trails.Select(other => other.EndsAs).ToHashSet();
            var rest = arrived.Index()
                .Where(entry => entry.Item.ClassId == kind.Key && entry.Item.Score >= TrackJoin.LeastScore && !taken.Contains(entry.Index)).ToList();
            if (rest is [var (index, found)] && IsBetterEnd(trail, sample, found))
            {
                trail.EndAs(index, sample, found);
                FollowBack(trail, trails, frames);
            }
        }
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

    /// <summary>Until it is lost, or is where another trail of its class, or its own, already is: that trail is the same object, lost somewhere after that frame.</summary>
    private Trail FollowBack(Trail trail, IReadOnlyList<Trail> others, IReadOnlyList<FrameScene> frames)
    {
        var known = trail.StartsAs is null ? 0 : 1;
        for (var index = frames.Count - 1; index > known; index--)
        {
            var (from, to) = (frames[index], frames[index - 1]);
            var found = IsWorthwhile(trail, from, to) ? _follower.Follow(from, trail.Seen[from.Sample], to, trail.Expect(from.Sample, to.Sample)) : null;
            if (found is null || !IsStill(trail, found))
            {
                trail.ForgetAstray(to.Sample);
                break;
            }

            if (others.Any(other => other.ClassId == trail.ClassId && other.Seen.TryGetValue(to.Sample, out var seen) && seen.OverlapWith(found) > SameObject))
            {
                break;
            }

            trail.Add(to.Sample, found);
        }

        return trail;
    }

    private ChunkTracks Write(int chunk, IReadOnlyList<Trail> trails, IReadOnlyList<FrameScene> frames) => new(
        [.. trails.Select((trail, number) => Describe(chunk, number, trail))],
        [.. frames.Select(frame => new TrackedFrame(VideoMode.Words, chunk, frame.Sample, Write(frame.Sample, trails)))]);

    private static List<TrackedMask> Write(int sample, IReadOnlyList<Trail> trails) =>
    [
        .. trails.Index().Where(entry => entry.Item.Seen.ContainsKey(sample))
            .Select(entry => TrackedMask.Of(entry.Index, entry.Item.ScoreAt(sample), entry.Item.Seen[sample], entry.Item.AgeAt(sample))),
    ];

    private Tracklet Describe(int chunk, int number, Trail trail) => new(
        new TrackletKey(VideoMode.Words, chunk, number),
        [.. plan.PromptsFor(trail.ClassId).Order()],
        plan.Vocabulary.GetLabel(trail.ClassId),
        Math.Round(Math.Max(trail.Score, trail.EndScore ?? 0), 4),
        trail.EndAt(trail.First, trail.StartsAs),
        trail.EndAt(trail.Last, trail.EndsAs),
        Appearance.Mean([.. trail.Seen.Values.Select(seen => seen.Appearance)]).Shares);
}
