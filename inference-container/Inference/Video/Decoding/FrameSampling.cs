using SegFunctions.Contract.Video;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>Which decoded frames are processed.</summary>
internal static class FrameSampling
{
    // Times are rounded to the container's ticks, and a wanted instant to nothing.
    private const double Tolerance = 0.002;

    /// <param name="times">When each decoded frame is shown, seconds after the first, ascending.</param>
    /// <param name="sampling">What is asked for.</param>
    /// <param name="always">Frames that are processed whatever is asked for, each less than the count of frames.</param>
    /// <returns>Their indexes, ascending, and whether there would be more.</returns>
    public static (IReadOnlyList<int> Frames, bool IsCut) Choose(IReadOnlyList<double> times, VideoSampling sampling, IEnumerable<int> always)
    {
        var wanted = sampling.NumFrames is { } count ? Spread(times.Count, count) : AtRate(times, sampling.Fps!.Value);
        var needed = always.ToHashSet();
        var chosen = wanted.Union(needed).Order().ToList();
        if (chosen.Count <= sampling.MaxFrames)
        {
            return (chosen, false);
        }

        // Cut at the end, but never a frame that a prompt is on.
        var room = Math.Max(0, sampling.MaxFrames - needed.Count);
        return ([.. chosen.Where(frame => !needed.Contains(frame)).Take(room).Union(needed).Order()], true);
    }

    /// <summary>What is on the screen at every instant of a clock that starts with the first frame; each frame once.</summary>
    private static IEnumerable<int> AtRate(IReadOnlyList<double> times, double fps)
    {
        var next = 0;
        for (var frame = 0; frame < times.Count; frame++)
        {
            var until = frame + 1 < times.Count ? times[frame + 1] : double.PositiveInfinity;
            if (next / fps < until - Tolerance && (next / fps >= times[frame] - Tolerance))
            {
                yield return frame;
                next = (int)Math.Min(int.MaxValue, Math.Ceiling((until - Tolerance) * fps));
            }
        }
    }

    /// <summary>From the first frame to the last.</summary>
    private static IEnumerable<int> Spread(int frames, int count) => count >= frames ? Enumerable.Range(0, frames)
        : count == 1 ? [0]
        : Enumerable.Range(0, count).Select(index => (int)Math.Round((double)index * (frames - 1) / (count - 1))).Distinct();
}
