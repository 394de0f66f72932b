using SegFunctions.Contract.Video;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Follows points and boxes in one direction from the frames that they are on, chunk after chunk.</summary>
/// <param name="prompts">All prompts of the job.</param>
/// <param name="networks">Networks that this caller has leased.</param>
/// <param name="clip">Knows the frames' times.</param>
/// <param name="mode">Forward or backward.</param>
/// <param name="states">What is known about the objects; updated with every frame.</param>
internal sealed class MarkTracker(ClipPrompts prompts, NetworkSet networks, Clip clip, VideoMode mode, Dictionary<int, MarkState> states)
{
    // Frames whose windows are found together.
    private const int FramesAhead = 4;

    // What an object may look like, compared with where it is marked, while it is followed.
    private const double MostChange = 0.62;

    // Weight of a new speed against the known one.
    private const double SpeedPart = 0.5;

    // A lost object is expected where its speed takes it within this time, and then stays there.
    private const double LongestWay = 1;

    private readonly Follower _follower = new(networks.Sam);
    private readonly MarkPrompts _marks = new(prompts.Words, networks);

    private Recapture Search => new(networks, _follower);

    /// <param name="chunk">Its number.</param>
    /// <param name="frames">In the direction of work; the first is the previous chunk's last.</param>
    /// <param name="done">The last frame that the states cover; null for none.</param>
    public ChunkTracks Track(int chunk, IReadOnlyList<FrameScene> frames, int? done)
    {
        var seen = new SortedDictionary<int, SortedDictionary<int, MarkState>>();
        for (var index = 0; index < frames.Count; index++)
        {
            if (frames[index].Sample == done)
            {
                continue;
            }

            LookAhead(frames, index);
            Look(frames, index);
            foreach (var (number, state) in states.Where(entry => entry.Value.Sample == frames[index].Sample))
            {
                (seen.GetValueOrDefault(number) ?? (seen[number] = [])).Add(state.Sample, state);
            }
        }

        return new ChunkTracks(
            [.. seen.Select(entry => Describe(chunk, prompts.Objects[entry.Key], entry.Value))],
            [.. frames.OrderBy(frame => frame.Sample).Where(frame => frame.Sample != done).Select(frame => Write(chunk, frame.Sample, seen))]);
    }

    /// <summary>
    /// Starts after the frame that all states refer to. Objects in sight are expected to go on as they went, so that one run of the encoder covers several frames. Which
    /// frames share a run depends on the chunk alone.
    /// </summary>
    private void LookAhead(IReadOnlyList<FrameScene> frames, int index)
    {
        if (index % FramesAhead != 1)
        {
            return;
        }

        var ahead = frames.Skip(index).Take(FramesAhead).TakeWhile(frame => !prompts.Frames.Contains(clip.Samples[frame.Sample])).ToList();
        BoxF? around = null;
        foreach (var state in states.Values.Where(state => state.Sample == frames[index - 1].Sample))
        {
            foreach (var box in ahead.Select(frame => ExpectedBox(state, frame.Sample)).Prepend(state.Sighting.Edges))
            {
                around = around?.Including(box) ?? box;
            }
        }

        IReadOnlyList<BoxF> followed = around is { } all ? [all] : [];
        FrameTiles.Look(networks.Sam, ahead, [.. ahead.Select(_ => followed)]);
    }

    /// <summary>Follows all objects into a frame; then looks for those that are lost there or in doubt, so that none is taken for another that is followed.</summary>
    private void Look(IReadOnlyList<FrameScene> frames, int index)
    {
        var (from, to) = (index > 0 ? frames[index - 1] : null, frames[index]);
        var before = states.ToDictionary();
        var inDoubt = new List<(int Number, MarkState Known, MarkState? Followed)>();
        foreach (var marked in prompts.Objects)
        {
            var known = states.GetValueOrDefault(marked.Number);
            if (marked.Marks.FirstOrDefault(mark => mark.Frame == clip.Samples[to.Sample]) is { } onFrame && (onFrame.Mark is not null || known is not null))
            {
                Keep(marked.Number, LookAtMark(onFrame, known, to, NeighborOf(frames, to)));
            }
            else if (known is not null)
            {
                var followed = from is not null && known.Sample == from.Sample ? Follow(known, from, to) : null;
                var isLeft = followed is not null && LeftBehind.MayBe(
                    known, from!.Thumbnail, followed.Sighting, to.Thumbnail, _follower.ShiftOfGround(from, to), SecondsBetween(from.Sample, to.Sample));

                // What may have stayed behind must not keep others from being found there.
                Keep(marked.Number, isLeft ? null : followed);
                if (followed is null || isLeft || IsKeyFrame(to) || !Recapture.IsSure(known.Sighting, followed.Sighting))
                {
                    inDoubt.Add((marked.Number, known, followed));
                }
            }
        }

        var neighbors = FrameNeighbors.Of(frames, index);
        foreach (var (number, known, followed) in inDoubt)
        {
            // What was followed may be something else: then the object was seen last where it was before.
            states[number] = FindAgain(number, known, followed, to, neighbors) ?? known;
        }

        Crossing.PartAll(states, before, to.Sample, known => ExpectedPlace(known, to.Sample));
    }

    private void Keep(int number, MarkState? state)
    {
        if (state is not null)
        {
            states[number] = state;
        }
    }

    /// <summary>Where detectors look at what is followed even if it seems sure, whichever way it is followed.</summary>
    private bool IsKeyFrame(FrameScene frame) => frame.Sample % clip.KeyGap == 0;

    /// <summary>The frame after it, or before the chunk's last: the same one in whichever direction the chunk is followed.</summary>
    private static FrameScene? NeighborOf(IReadOnlyList<FrameScene> frames, FrameScene to) =>
        frames.FirstOrDefault(frame => frame.Sample == to.Sample + 1) ?? frames.FirstOrDefault(frame => frame.Sample == to.Sample - 1);

    private MarkState? LookAtMark(FrameMark onFrame, MarkState? known, FrameScene to, FrameScene? neighbor)
    {
        if (onFrame.Mark is { } mark)
        {
            var (mask, score, _) = neighbor is not null && mark is { Box: not null, Points.Count: 0 }
                ? MovingMask.Choose(_marks.CutOutAll(to.Scene, mark), mark.FindBox(to.Scene.Picture.Width, to.Scene.Picture.Height)!.Value, to, neighbor)
                : _marks.CutOut(to.Scene, mark);
            if (mask.FindBox() is null)
            {
                return null;
            }

            var sighting = new Sighting(mask, Appearance.Of(to.Thumbnail, mask)) { Quality = score };
            return new MarkState(
                sighting, sighting.Appearance, to.Sample, known?.SpeedX ?? 0, known?.SpeedY ?? 0, to.Sample,
                Search.FindKind(to, sighting) ?? known?.Kind, sighting.Area, known?.Pace ?? 0);
        }

        var (width, height) = (to.Scene.Picture.Width, to.Scene.Picture.Height);
        var outside = onFrame.Corrections.Select(point => ((float)(point.X * width), (float)(point.Y * height))).ToList();
        return new Correction(_follower).CutOut(to, known!.Sighting, ExpectedPlace(known, to.Sample), outside) is { } corrected
            ? known with { Sighting = corrected, Reference = corrected.Appearance, Sample = to.Sample, MarkSample = to.Sample, UsualArea = corrected.Area }
            : null;
    }

    private MarkState? Follow(MarkState known, FrameScene from, FrameScene to)
    {
        var seconds = clip.SecondsOfSample(to.Sample) - clip.SecondsOfSample(from.Sample);
        return _follower.Follow(from, known.Sighting, to, (known.SpeedX * seconds, known.SpeedY * seconds)) is { } found
            && found.Appearance.DistanceTo(known.Reference) <= MostChange
            ? PassBy(Move(known, found, to.Sample), _follower.ShiftOfGround(from, to), seconds)
            : null;
    }

    /// <summary>The state with the pace of an object beside the ground.</summary>
    /// <param name="state">After it was followed.</param>
    /// <param name="ground">Where the ground has gone meanwhile, pixels of the clip.</param>
    /// <param name="seconds">Meanwhile; negative when working backward.</param>
    private static MarkState PassBy(MarkState state, (double X, double Y) ground, double seconds) =>
        state.Pass(state.SpeedX - (ground.X / seconds), state.SpeedY - (ground.Y / seconds), Math.Abs(seconds));

    /// <summary>What is likeliest it, if it is not followed for sure.</summary>
    private MarkState? FindAgain(int number, MarkState known, MarkState? followed, FrameScene to, FrameNeighbors neighbors)
    {
        var seconds = SecondsBetween(known.Sample, to.Sample);
        var others = states.Where(entry => entry.Key != number && entry.Value.Sample == to.Sample).Select(entry => entry.Value.Sighting).ToList();
        var found = Search.Find(known, to, neighbors, ExpectedBox(known, to.Sample), seconds, followed?.Sighting, others);
        return found is null ? null
            : found == followed?.Sighting ? followed
            : Move(known, found, to.Sample).Rest(seconds);
    }

    /// <summary>The state after it was seen at another place.</summary>
    private MarkState Move(MarkState known, Sighting sighting, int sample)
    {
        var seconds = clip.SecondsOfSample(sample) - clip.SecondsOfSample(known.Sample);
        var ((fromX, fromY), (toX, toY)) = (known.Sighting.Edges.Middle, sighting.Edges.Middle);
        return known.See(sighting, sample, Mix(known.SpeedX, (toX - fromX) / seconds), Mix(known.SpeedY, (toY - fromY) / seconds));
    }

    private double SecondsBetween(int one, int other) => Math.Abs(clip.SecondsOfSample(one) - clip.SecondsOfSample(other));

    private BoxF ExpectedBox(MarkState known, int sample) => ExpectedPlace(known, sample).Within(clip.Width, clip.Height);

    /// <summary>The same, which may go over the frame's edges.</summary>
    private BoxF ExpectedPlace(MarkState known, int sample)
    {
        var seconds = Math.Clamp(clip.SecondsOfSample(sample) - clip.SecondsOfSample(known.Sample), -LongestWay, LongestWay);
        return known.Sighting.Edges.Offset((float)(known.SpeedX * seconds), (float)(known.SpeedY * seconds));
    }

    private static double Mix(double known, double seen) => known == 0 ? seen : known + (SpeedPart * (seen - known));

    private TrackedFrame Write(int chunk, int sample, SortedDictionary<int, SortedDictionary<int, MarkState>> seen) => new(
        mode,
        chunk,
        sample,
        [
            .. seen.Where(entry => entry.Value.ContainsKey(sample)).Select(entry => TrackedMask.Of(
                entry.Key, entry.Value[sample].Sighting.Quality, entry.Value[sample].Sighting, Math.Abs(sample - entry.Value[sample].MarkSample))),
        ]);

    private Tracklet Describe(int chunk, MarkedObject marked, SortedDictionary<int, MarkState> seen) => new(
        new TrackletKey(mode, chunk, marked.Number),
        marked.Prompts,
        marked.Label,
        1,
        EndOf(seen.First().Value),
        EndOf(seen.Last().Value),
        Appearance.Mean([.. seen.Values.Select(state => state.Sighting.Appearance)]).Shares,
        marked.Number);

    private static TrackletEnd EndOf(MarkState state) => new(state.Sample, null, state.Sighting.Box, Math.Round(state.SpeedX, 3), Math.Round(state.SpeedY, 3));
}
