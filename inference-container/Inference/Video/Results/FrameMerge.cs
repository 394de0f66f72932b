using System.Runtime.CompilerServices;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Video.Results;

/// <summary>Merges the frames of all segments in order of time, whatever their mode. One frame of each mode is in memory.</summary>
/// <param name="segments">All segments of the plan, in any order.</param>
/// <param name="open">Opens a segment's frames.</param>
internal sealed class FrameMerge(IReadOnlyList<VideoSegment> segments, Func<VideoSegment, CancellationToken, Task<Stream>> open)
{
    public async IAsyncEnumerable<TrackedFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = segments.GroupBy(segment => segment.Mode)
            .OrderBy(mode => mode.Key)
            .Select(mode => ReadAsync([.. mode.OrderBy(segment => segment.First)], cancellationToken).GetAsyncEnumerator(cancellationToken))
            .ToList();
        try
        {
            var waiting = new List<IAsyncEnumerator<TrackedFrame>>();
            foreach (var source in sources)
            {
                if (await source.MoveNextAsync())
                {
                    waiting.Add(source);
                }
            }

            while (waiting.MinBy(source => source.Current.Sample) is { } next)
            {
                yield return next.Current;
                if (!await next.MoveNextAsync())
                {
                    waiting.Remove(next);
                }
            }
        }
        finally
        {
            foreach (var source in sources)
            {
                await source.DisposeAsync();
            }
        }
    }

    private async IAsyncEnumerable<TrackedFrame> ReadAsync(IReadOnlyList<VideoSegment> ofMode, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var segment in ofMode)
        {
            await using var stream = await open(segment, cancellationToken);
            await foreach (var frame in SegmentFrames.ReadAsync<TrackedFrame>(stream, cancellationToken))
            {
                yield return frame;
            }
        }
    }
}
