using SegFunctions.Contract.Video;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Words in one chunk: detectors find the objects of its first and last frame; from the first they are followed to the last, and what is new there is followed
/// back. Where that does not agree, or a long chunk is not calm, they look at the frame half-way too. A chunk's result depends on its own frames alone.
/// </summary>
internal sealed class WordTracker(PromptPlan plan, NetworkSet networks, Clip clip)
{
    /// <summary>Minimum calibrated score of a detection where a followed object went. Objects never seen better than <see cref="TrackJoin"/> asks are dropped there.</summary>
    public const double FaintestScore = 0.3;

    // Minimum overlap of the masks of the same object.
    private const double SameObject = 0.6;

    // Most that the look of a followed object may differ from that of its key object.
    private const double MostChange = 0.55;

    private readonly TextPrompts _words = plan.WordsOver(networks);
    private readonly Follower _follower = new(networks.Sam);
    private readonly Arrivals _arrivals = new(clip);

    /// <param name="chunk">Its number.</param>
    /// <param name="frames">All of its frames, in the order of time.</param>
    public ChunkTracks Track(int chunk, IReadOnlyList<FrameScene> frames)
    {
        var gap = clip.KeyGap;
        if (frames.Count <= gap + 1)
        {
            return Write(chunk, LookAndFollow(frames), frames);
        }

        IReadOnlyList<FrameScene> first = [.. frames.Take(gap + 1)];
        IReadOnlyList<FrameScene> rest = [.. frames.Skip(gap)];
        if (CalmStretch.Find(frames[0].GetObjects(_words), frames[^1].GetObjects(_words), rest[0], _words, _follower) is not { } calm)
        {
            return Write(chunk, [.. LookAndFollow(first), .. LookAndFollow(rest)], frames);
        }

        LookInside(frames, calm.FindPlaces);
        return Write(chunk, FollowThrough(frames, calm) ?? FollowApart(first, rest), frames);
    }

    /// <summary>Both halves, after the frame between them turned out to be a key frame. What is seen well there and none of its tiles shows gets tiles of its own.</summary>
    private List<Trail> FollowApart(IReadOnlyList<FrameScene> first, IReadOnlyList<FrameScene> rest)
    {
        var middle = rest[0];
        middle.ForgetShrunk();
        if (!middle.HasTiles)
        {
            return [.. LookAndFollow(first), .. LookAndFollow(rest)];
        }

        var outside = Around([.. middle.GetObjects(_words).Where(found => !IsFaint(found.Score) && !middle.IsInTile(found.Sighting.Edges))]);
        IReadOnlyList<FrameScene> between = [.. first.Skip(1).SkipLast(1), .. rest.Skip(1).SkipLast(1)];
        FrameTiles.Look(networks.Sam, between, [.. between.Select(_ => outside)]);
        return [.. FollowBetween(first), .. FollowBetween(rest)];
    }

    private List<Trail> LookAndFollow(IReadOnlyList<FrameScene> frames)
    {
        var around = Around([.. frames[0].GetObjects(_words), .. frames[^1].GetObjects(_words)]);
        LookInside(frames, _ => around);
        return FollowBetween(frames);
    }

    /// <summary>Encodes the frames between two key frames together.</summary>
    /// <param name="frames">From one key frame to the next one.</param>
    /// <param name="places">Where everything is that SAM cuts out, by the part of the way from the one to the other; none if there is nothing.</param>
    private void LookInside(IReadOnlyList<FrameScene> frames, Func<float, IReadOnlyList<BoxF>> places)
    {
        IReadOnlyList<FrameScene> inside = [.. frames.Take(frames.Count - 1).Skip(1)];
        FrameTiles.Look(networks.Sam, inside, [.. inside.Select((_, index) => places((index + 1f) / (frames.Count - 1)))]);
    }

    /// <summary>From one key frame to the next one; what moves so fast that the two do not agree is looked for in the frame half-way, and so on.</summary>
    private List<Trail> FollowBetween(IReadOnlyList<FrameScene> frames) =>
        FollowThrough(frames) ?? [.. FollowBetween([.. frames.Take((frames.Count / 2) + 1)]), .. FollowBetween([.. frames.Skip(frames.Count / 2)])];

    /// <param name="frames">From one key frame to the next one.</param>
    /// <param name="calm">What is seen half-way, if that is no key frame because nothing seems to happen.</param>
    /// <returns>Null if it needs a look at the frame half-way.</returns>
    private List<Trail>? FollowThrough(IReadOnlyList<FrameScene> frames, CalmStretch? calm = null)
    {
        var trails = frames[0].GetObjects(_words)
            .Select((found, index) => new Trail(clip, frames[0].Sample, found) { StartsAs = index }).ToList();
        if (frames.Count > 1)
        {
            var last = frames[^1];
            var arrived = last.GetObjects(_words);
            if (!FollowAll(trails, frames, arrived.Count(found => !IsFaint(found.Score)), calm))
            {
                return null;
            }

            Arrivals.Match(trails.Where(trail => trail.Last == last.Sample).ToList(), last.Sample, arrived);
            foreach (var moved in trails.Where(trail => calm is not null && IsFaint(trail.Score) && trail.EndScore is { } end && !IsFaint(end)))
            {
                CutOut(moved, frames);
            }

            foreach (var found in _arrivals.MatchAlone(trails, last.Sample, arrived))
            {
                FollowBack(found, trails, frames, calm);
            }

            var taken = trails.Select(trail => trail.EndsAs).ToHashSet();
            foreach (var (index, found) in arrived.Index().Where(entry => !taken.Contains(entry.Index)))
            {
                trails.Add(FollowBack(new Trail(clip, last.Sample, found) { EndsAs = index }, trails, frames, calm));
            }
        }

        return frames.Count <= 2 || Agreement.IsEnough(trails, frames[0].Sample, calm is not null) ? trails : null;
    }

    /// <summary>Box around all objects seen well or, without those, around all; none if there are none.</summary>
    private static IReadOnlyList<BoxF> Around(IReadOnlyList<KeyObject> seen)
    {
        var well = seen.Where(found => !IsFaint(found.Score)).ToList();
        var boxes = (well.Count > 0 ? well : seen).Select(found => found.Sighting.Edges).ToList();
        return boxes.Count == 0 ? [] : [boxes.Aggregate((all, one) => all.Including(one))];
    }

    /// <summary>
    /// Faint objects, most of which are dropped in the end, are followed only where they cost no further run of the encoder; where it is calm, their masks are moved.
    /// </summary>
    private Sighting? Follow(Trail trail, FrameScene from, FrameScene to, CalmStretch? calm)
    {
        var (sighting, expected) = (trail.Seen[from.Sample], trail.Expect(from.Sample, to.Sample));
        var isFaint = IsFaint(trail.Score);
        var found = isFaint && calm is not null ? _follower.Carry(from, sighting, to, expected)
            : isFaint && !to.Shows(sighting.Edges) ? null
            : _follower.Follow(from, sighting, to, expected);
        return found is not null && IsStill(trail, found) ? found : null;
    }

    /// <summary>Cuts out what was moved along with its pixels, as far as it is in the regions that the frames' tiles show, and the masks show the same.</summary>
    private void CutOut(Trail trail, IReadOnlyList<FrameScene> frames)
    {
        for (var index = 1; index < frames.Count - 1; index++)
        {
            var (from, to) = (frames[index - 1], frames[index]);
            var moved = trail.Seen[to.Sample];
            if (!to.Shows(moved.Edges)
                || _follower.Follow(from, trail.Seen[from.Sample], to, trail.Expect(from.Sample, to.Sample)) is not { } found
                || found.OverlapWith(moved) < SameObject
                || !IsStill(trail, found))
            {
                return;
            }

            trail.Add(to.Sample, found);
        }
    }

    private static bool IsFaint(double score) => score < TrackJoin.LeastScore;

    /// <summary>Follows all objects side by side, so that two that have merged are noticed at once.</summary>
    /// <param name="trails">Them.</param>
    /// <param name="frames">From one key frame to the next.</param>
    /// <param name="arrived">How many are seen well in the last one.</param>
    /// <param name="calm">What is seen half-way, if that is no key frame.</param>
    /// <returns>False, before the end, as soon as so many are lost that the frame half-way must be looked at.</returns>
    private bool FollowAll(List<Trail> trails, IReadOnlyList<FrameScene> frames, int arrived, CalmStretch? calm)
    {
        for (var index = 1; index < frames.Count; index++)
        {
            var (from, to) = (frames[index - 1], frames[index]);
            foreach (var trail in trails.Where(trail => trail.Last == from.Sample))
            {
                if (Follow(trail, from, to, calm) is { } found)
                {
                    trail.Add(to.Sample, found);
                }
            }

            Separate(trails.Where(trail => trail.Last == to.Sample).ToList(), to.Sample);
            if ((index < frames.Count - 1 && Agreement.IsOutOfReach(trails, to.Sample, arrived)) || calm?.Contradicts(trails, to.Sample) == true)
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

    /// <summary>Until it is lost, or is where another trail of its class, or its own, already is: that trail is the same object, lost somewhere after that frame.</summary>
    private Trail FollowBack(Trail trail, IReadOnlyList<Trail> others, IReadOnlyList<FrameScene> frames, CalmStretch? calm)
    {
        var known = trail.StartsAs is null ? 0 : 1;
        for (var index = frames.Count - 1; index > known; index--)
        {
            var (from, to) = (frames[index], frames[index - 1]);
            if (Follow(trail, from, to, calm) is not { } found)
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
