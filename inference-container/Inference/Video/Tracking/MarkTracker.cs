using SegFunctions.Contract.Video;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Points and boxes, followed from the frames that they are on in one direction, chunk after chunk.</summary>
/// <param name="prompts">All of the job.</param>
/// <param name="networks">Networks that this caller has leased.</param>
/// <param name="clip">Knows the frames' times.</param>
/// <param name="mode">Forward or backward.</param>
/// <param name="states">What is known of the objects; changed from frame to frame.</param>
internal sealed class MarkTracker(ClipPrompts prompts, NetworkSet networks, Clip clip, VideoMode mode, Dictionary<int, MarkState> states)
{
    // What an object may look like, compared with where it is marked, while it is followed, and when it is found again.
    private const double MostChange = 0.62;
    private const double MostChangeAway = 0.4;

    // Of its area, when it is found again.
    private const double MostGrowthAway = 2;

    // How many of the things that detectors see are looked at when an object is away.
    private const int MostCandidates = 4;

    // Of a new speed beside the known one.
    private const double SpeedPart = 0.5;

    // What is away is expected where its speed takes it within this time, and waits there.
    private const double LongestWay = 1;

    private readonly Follower _follower = new(networks.Sam);
    private readonly MarkPrompts _marks = new(prompts.Words, networks);

    /// <param name="chunk">Its number.</param>
    /// <param name="frames">In the direction of work; the first is the last of the chunk before.</param>
    /// <param name="done">The last frame that the states know; null for none.</param>
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
            foreach (var marked in prompts.Objects)
            {
                if (Look(marked, frames, index) is { } state)
                {
                    states[marked.Number] = state;
                    (seen.GetValueOrDefault(marked.Number) ?? (seen[marked.Number] = [])).Add(state.Sample, state);
                }
            }
        }

        return new ChunkTracks(
            [.. seen.Select(entry => Describe(chunk, prompts.Objects[entry.Key], entry.Value))],
            [.. frames.OrderBy(frame => frame.Sample).Where(frame => frame.Sample != done).Select(frame => Write(chunk, frame.Sample, seen))]);
    }

    /// <summary>
    /// From the frame after the one that all states are of: what is in sight goes on as it went, so that one run of the encoder shows it in several frames. Which
    /// frames share a run depends on the chunk alone.
    /// </summary>
    private void LookAhead(IReadOnlyList<FrameScene> frames, int index)
    {
        if (index % SamTiles.Quad != 1)
        {
            return;
        }

        var ahead = frames.Skip(index).Take(SamTiles.Quad).TakeWhile(frame => !prompts.Frames.Contains(clip.Samples[frame.Sample])).ToList();
        BoxF? around = null;
        foreach (var state in states.Values.Where(state => state.Sample == frames[index - 1].Sample))
        {
            foreach (var box in ahead.Select(frame => ExpectedBox(state, frame.Sample)).Prepend(state.Sighting.Edges))
            {
                around = around is { } all ? all.Including(box.Left, box.Top).Including(box.Right, box.Bottom) : box;
            }
        }

        FrameTiles.Look(networks.Sam, ahead, around);
    }

    /// <returns>The object's new state if it is in the frame; otherwise null.</returns>
    private MarkState? Look(MarkedObject marked, IReadOnlyList<FrameScene> frames, int index)
    {
        var (from, to) = (index > 0 ? frames[index - 1] : null, frames[index]);
        var known = states.GetValueOrDefault(marked.Number);
        if (marked.Marks.FirstOrDefault(mark => mark.Frame == clip.Samples[to.Sample]) is { } onFrame && (onFrame.Mark is not null || known is not null))
        {
            return LookAtMark(onFrame, known, to, NeighborOf(frames, to));
        }

        return known is null ? null
            : from is not null && known.Sample == from.Sample ? Follow(known, from, to)
            : FindAgain(known, to);
    }

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
            return new MarkState(sighting, sighting.Appearance, to.Sample, known?.SpeedX ?? 0, known?.SpeedY ?? 0, to.Sample);
        }

        var (width, height) = (to.Scene.Picture.Width, to.Scene.Picture.Height);
        var outside = onFrame.Corrections.Select(point => ((float)(point.X * width), (float)(point.Y * height))).ToList();
        return new Correction(_follower).CutOut(to, known!.Sighting, ExpectedBox(known, to.Sample), outside) is { } corrected
            ? known with { Sighting = corrected, Reference = corrected.Appearance, Sample = to.Sample, MarkSample = to.Sample }
            : null;
    }

    private MarkState? Follow(MarkState known, FrameScene from, FrameScene to)
    {
        var seconds = clip.SecondsOfSample(to.Sample) - clip.SecondsOfSample(from.Sample);
        if (_follower.Follow(from, known.Sighting, to, (known.SpeedX * seconds, known.SpeedY * seconds)) is not { } found
            || found.Sighting.Appearance.DistanceTo(known.Reference) > MostChange)
        {
            return null;
        }

        return known with
        {
            Sighting = found.Sighting,
            Sample = to.Sample,
            SpeedX = Mix(known.SpeedX, found.Shift.X / seconds),
            SpeedY = Mix(known.SpeedY, found.Shift.Y / seconds),
        };
    }

    /// <summary>Where it should be by now, where it was, and among what detectors see: the one that looks most like it, if it does so enough.</summary>
    private MarkState? FindAgain(MarkState known, FrameScene to)
    {
        var expected = ExpectedBox(known, to.Sample);
        var size = expected.Area;
        var candidates = to.Scene.GetDetections(networks.Detectors)
            .Select(detection => detection.Box)
            .Where(box => box.Area < size * MostGrowthAway && size < box.Area * MostGrowthAway)
            .OrderBy(box => double.Hypot(box.Left + box.Right - expected.Left - expected.Right, box.Top + box.Bottom - expected.Top - expected.Bottom))
            .Take(MostCandidates)
            .Prepend(known.Sighting.Edges)
            .Prepend(expected);
        var best = candidates.Where(box => box.Area > 0)
            .Select(box => _follower.CutOut(to, box))
            .OfType<Sighting>()
            .Where(sighting => sighting.Area < known.Sighting.Area * MostGrowthAway && known.Sighting.Area < sighting.Area * MostGrowthAway)
            .MinBy(sighting => sighting.Appearance.DistanceTo(known.Reference));
        return best is not null && best.Appearance.DistanceTo(known.Reference) <= MostChangeAway
            ? known with { Sighting = best, Sample = to.Sample, SpeedX = 0, SpeedY = 0 }
            : null;
    }

    private BoxF ExpectedBox(MarkState known, int sample)
    {
        var seconds = Math.Clamp(clip.SecondsOfSample(sample) - clip.SecondsOfSample(known.Sample), -LongestWay, LongestWay);
        var moved = known.Sighting.Edges.Offset((float)(known.SpeedX * seconds), (float)(known.SpeedY * seconds));
        return new BoxF(
            Math.Clamp(moved.Left, 0, clip.Width), Math.Clamp(moved.Top, 0, clip.Height), Math.Clamp(moved.Right, 0, clip.Width), Math.Clamp(moved.Bottom, 0, clip.Height));
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
