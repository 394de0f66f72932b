using System.Numerics;
using SegFunctions.Contract.Video;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>Splits the work on a clip into segments; pure.</summary>
internal static class VideoPlanning
{
    /// <summary>Upper limit on the frames of a segment, however fast the networks are.</summary>
    private const int MostFrames = 256;

    // What a worker was given should end within 45 s, with the clip's download and the uploads: its replica is killed 90 s after it was told to stop.
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(40);

    /// <summary>When a segment must stop, as what comes later in a clip may take several times as long as the first chunk, by which it is planned.</summary>
    /// <param name="segmentTime">The work planned per segment.</param>
    public static TimeSpan LimitOf(TimeSpan segmentTime) => segmentTime * 2 < LongestStep ? segmentTime * 2 : LongestStep;

    /// <summary>The segment that is measured: the first chunk if there are words, otherwise the first chunk that has a mark.</summary>
    public static VideoSegment First(VideoProbe probe, bool hasWords) =>
        hasWords ? new(0, VideoMode.Words, 0, 0) : new(0, VideoMode.Forward, MarkOf(probe.FirstMark), MarkOf(probe.FirstMark));

    /// <param name="probe">The probe's result for the clip.</param>
    /// <param name="first">The work that <see cref="First"/> took.</param>
    /// <param name="hasWords">Whether any prompt has words.</param>
    /// <param name="segmentTime">The work to plan per segment; a single chunk may take longer.</param>
    public static VideoPlan Make(VideoProbe probe, VideoWork first, bool hasWords, TimeSpan segmentTime)
    {
        var length = ChunksOf(probe, first, segmentTime);
        var segments = new List<VideoSegment> { First(probe, hasWords) };
        if (hasWords)
        {
            AddRuns(segments, VideoMode.Words, 1, probe.Chunks - 1, length);
        }

        if (probe.FirstMark is { } firstMark && probe.LastMark is { } lastMark)
        {
            AddRuns(segments, VideoMode.Forward, hasWords ? firstMark : firstMark + 1, probe.Chunks - 1, length);
            AddRuns(segments, VideoMode.Backward, lastMark, 0, length);
        }

        return new VideoPlan(segments);
    }

    /// <summary>Rounded down to a power of two, so that machines of similar speed make the same plan.</summary>
    private static int ChunksOf(VideoProbe probe, VideoWork first, TimeSpan segmentTime)
    {
        var framesInTime = segmentTime.TotalMilliseconds * first.Frames / Math.Max(first.Milliseconds, 1);
        var chunks = Math.Clamp(Math.Min(framesInTime, MostFrames) / probe.ChunkFrames, 1, probe.Chunks);
        return (int)BitOperations.RoundUpToPowerOf2((uint)chunks + 1) / 2;
    }

    /// <param name="from">The first chunk of the first segment in the mode's direction.</param>
    /// <param name="to">The last chunk of the last segment.</param>
    private static void AddRuns(List<VideoSegment> segments, VideoMode mode, int from, int to, int length)
    {
        // A segment that tracks marks must begin where its neighbor ended; the measured segment can be such a neighbor.
        int? before = mode == VideoMode.Forward && segments[0].Mode == VideoMode.Forward ? 0 : null;
        var step = mode == VideoMode.Backward ? -1 : 1;
        for (var start = from; (to - start) * step >= 0; start += step * length)
        {
            var end = step > 0 ? Math.Min(start + length - 1, to) : Math.Max(start - length + 1, to);
            segments.Add(new VideoSegment(segments.Count, mode, Math.Min(start, end), Math.Max(start, end), mode == VideoMode.Words ? null : before));
            before = segments.Count - 1;
        }
    }

    private static int MarkOf(int? chunk) =>
        chunk ?? throw new InvalidOperationException("A clip without words has no chunk with a mark.");
}
