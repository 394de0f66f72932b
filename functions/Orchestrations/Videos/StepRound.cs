using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>
/// Steps of a video that may run concurrently, except for segments that wait for a neighbor. Has neither clock nor queue. What a worker leaves of a segment because it
/// ran out of time is a step of its own.
/// </summary>
/// <param name="steps">At least one.</param>
/// <param name="atOnce">How many may be in progress at the same time.</param>
/// <param name="ended">Indexes of the segments that ended before.</param>
internal sealed class StepRound(IEnumerable<VideoStep> steps, int atOnce, IEnumerable<int> ended)
{
    private readonly List<StepRun> _steps = [.. steps.Select(step => new StepRun(step))];
    private readonly HashSet<int> _ended = [.. ended];
    private readonly Dictionary<int, int> _chunksOfParts = [];

    public bool IsOpen => _steps.Any(step => step.End is null);

    /// <summary>The terminal update of each step, in order, with what was left of segments at the end; null for open steps.</summary>
    public IEnumerable<InferenceUpdate?> Ends => _steps.Select(step => step.End);

    /// <summary>Indexes of the segments that have ended, in this round or before.</summary>
    public IEnumerable<int> EndedSegments => _ended;

    /// <summary>Chunks processed of segments that have not ended.</summary>
    public int ChunksOfParts => _chunksOfParts.Values.Sum();

    /// <summary>The earliest deadline of the steps that were sent; only while <see cref="IsOpen"/>.</summary>
    public DateTime NextDeadline => _steps.Where(step => step is { End: null, Deadline: not null }).Min(step => step.Deadline!.Value);

    /// <summary>Marks the steps to be sent now, and returns them in order.</summary>
    /// <param name="deadline">When they must have ended.</param>
    public IReadOnlyList<StepRun> TakeReady(DateTime deadline)
    {
        var room = atOnce - _steps.Count(step => step is { End: null, Deadline: not null });
        var ready = _steps.Where(step => step is { End: null, Deadline: null } && IsReady(step.Step)).Take(Math.Max(room, 0)).ToList();
        ready.ForEach(step => step.Send(deadline));
        return ready;
    }

    /// <returns>The first update that ends a step without success; null for none.</returns>
    public InferenceUpdate? Apply(IEnumerable<InferenceUpdate> updates)
    {
        foreach (var update in updates)
        {
            foreach (var step in _steps.Where(step => step.End is null).ToList())
            {
                step.Apply(update);
                Continue(step);
            }
        }

        return Ends.FirstOrDefault(end => end is { State: not InferenceState.Succeeded });
    }

    private void Continue(StepRun run)
    {
        if (run.End is { } end && PartOf(run.Step) is (var segment, var limit))
        {
            if (end.Video?.Rest is { } rest)
            {
                _steps.Add(new StepRun(new PartStep(rest, limit)));
                _chunksOfParts[segment.Index] = _chunksOfParts.GetValueOrDefault(segment.Index) + segment.Without(rest).Chunks;
            }
            else
            {
                _ended.Add(segment.Index);
                _chunksOfParts.Remove(segment.Index);
            }
        }
    }

    /// <summary>Allows steps whose deadlines have passed to be sent again.</summary>
    /// <returns>False if one of them has been sent again before.</returns>
    public bool TryExpire(DateTime now) => _steps.All(step => step.TryExpire(now));

    private static (VideoSegment Segment, TimeSpan? Limit)? PartOf(VideoStep step) => step switch
    {
        SegmentStep segment => (segment.Segment, segment.Limit),
        PartStep part => (part.Segment, part.Limit),
        _ => null,
    };

    private bool IsReady(VideoStep step) => step is not SegmentStep { Segment.After: { } neighbor } || _ended.Contains(neighbor);
}
