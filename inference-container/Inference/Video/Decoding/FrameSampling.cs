using SegFunctions.Contract.Video;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>Which decoded frames are processed.</summary>
internal static class FrameSampling
{
    // Containers round times to their own ticks: a frame may come this many seconds late.
    private const double Tolerance = 0.002;

    /// <param name="times">When each decoded frame is shown, in seconds after the first, ascending.</param>
    /// <param name="sampling">What the request asks for.</param>
    /// <param name="always">Frames that are processed whatever the sampling, each less than the number of frames.</param>
    /// <returns>Their indexes, ascending, and whether some were left out.</returns>
    public static (IReadOnlyList<int> Frames, bool IsCut) Choose(IReadOnlyList<double> times, VideoSampling sampling, IEnumerable<int> always)
    {
        var wanted = sampling.NumFrames is { } count ? Spread(times.Count, count) : AtRate(times, sampling.Fps!.Value);
        var needed = always.ToHashSet();
        var chosen = wanted.Union(needed).Order().ToList();
        if (chosen.Count <= sampling.MaxFrames)
        {
            return (chosen, false);
        }

        // Cut at the end, but never drop a frame that a prompt is on.
        var room = Math.Max(0, sampling.MaxFrames - needed.Count);
        return ([.. chosen.Where(frame => !needed.Contains(frame)).Take(room).Union(needed).Order()], true);
    }

    /// <summary>The frames on the screen at each tick of a clock that starts with the first frame, each frame once.</summary>
    private static IEnumerable<int> AtRate(IReadOnlyList<double> times, double fps)
    {
        var mean = times.Count > 1 ? times[^1] / (times.Count - 1) : 1;
        for (var frame = 0; frame < times.Count; frame++)
        {
            // How long the last frame is shown is unknown.
            var length = frame + 1 < times.Count ? times[frame + 1] - times[frame] : mean;
            var early = Math.Min(Tolerance, length / 2);
            var tick = Math.Ceiling((times[frame] - early) * fps) / fps;
            if (tick < times[frame] + length - early)
            {
                yield return frame;
            }
        }
    }

    /// <summary>Evenly spread from the first frame to the last.</summary>
    private static IEnumerable<int> Spread(int frames, int count) => count >= frames ? Enumerable.Range(0, frames)
        : count == 1 ? [0]
        : Enumerable.Range(0, count).Select(index => (int)Math.Round((double)index * (frames - 1) / (count - 1))).Distinct();
}
