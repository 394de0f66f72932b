using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>The progress of one step of a video: sent at most twice, and its first terminal update counts.</summary>
internal sealed class StepRun(VideoStep step)
{
    /// <summary>A step is repeated once.</summary>
    private const int LastRepeat = 1;

    public VideoStep Step { get; } = step;

    /// <summary>How often the step was sent before.</summary>
    public int Repeat { get; private set; }

    /// <summary>When the step may be sent again, UTC; null while it waits to be sent.</summary>
    public DateTime? Deadline { get; private set; }

    /// <summary>The terminal update; null while the step is open.</summary>
    public InferenceUpdate? End { get; private set; }

    public void Send(DateTime deadline) => Deadline = deadline;

    /// <summary>Applies the worker's update. Duplicates, updates of other steps and updates after the end have no effect.</summary>
    public void Apply(InferenceUpdate update)
    {
        if (End is null && update.Video?.Step == Step.Name && update.State != InferenceState.Started)
        {
            End = update;
        }
    }

    /// <summary>Allows an open step to be sent again if its deadline has passed.</summary>
    /// <returns>False if it has been sent again before.</returns>
    public bool TryExpire(DateTime now)
    {
        if (End is not null || Deadline is null || Deadline > now)
        {
            return true;
        }

        if (Repeat == LastRepeat)
        {
            return false;
        }

        Repeat++;
        Deadline = null;
        return true;
    }
}
