using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>The progress of one item: at most two attempts, and the first terminal update of the current one counts.</summary>
internal sealed class ItemRun(int item)
{
    /// <summary>The re-dispatch; there is no third attempt.</summary>
    private const int LastAttempt = 1;

    public int Attempt { get; private set; }

    public JobStatus Status { get; private set; } = JobStatus.Queued;

    public JobError? Error { get; private set; }

    /// <summary>See <see cref="ItemOutcome.Units"/>.</summary>
    public int Units { get; private set; } = 1;

    /// <summary>When the current attempt times out, UTC.</summary>
    public DateTime Deadline { get; private set; }

    public bool IsOpen => !Status.IsTerminal();

    public ItemAttempt Current => new(item, Attempt);

    public ItemOutcome Outcome => new(Status, Attempt, Error, Units);

    public void Dispatch(DateTime deadline) => Deadline = deadline;

    /// <summary>Every attempt that can be made at an item.</summary>
    public static IEnumerable<ItemAttempt> AttemptsAt(int item) => Enumerable.Range(0, LastAttempt + 1).Select(attempt => new ItemAttempt(item, attempt));

    /// <summary>Applies the worker's update. Duplicates, updates of other attempts and updates after the end have no effect.</summary>
    /// <returns>Whether the item must be dispatched again.</returns>
    public bool Apply(InferenceUpdate update)
    {
        if (!IsOpen || update.Attempt != Attempt)
        {
            return false;
        }

        switch (update.State)
        {
            case InferenceState.Started:
                Status = JobStatus.Running;
                break;
            case InferenceState.Succeeded:
                Status = JobStatus.Completed;
                break;
            case InferenceState.Failed when update.Error?.Code == InferenceErrorCode.JobUnmarked:
                return TryAgain(WorkerErrors.ToJobError(update.Error));
            case InferenceState.Failed:
                Fail(WorkerErrors.ToJobError(update.Error));
                break;
            case InferenceState.Canceled:
                Status = JobStatus.Canceled;
                break;
        }

        return false;
    }

    /// <summary>Records the end of a video's orchestration.</summary>
    /// <param name="status">Terminal.</param>
    /// <param name="error">Present if it failed.</param>
    /// <param name="units">Frames processed.</param>
    public void End(JobStatus status, JobError? error, int units) => (Status, Error, Units) = (status, error, units);

    /// <summary>Requeues the item for its second attempt, or fails it if that is used up.</summary>
    /// <returns>Whether the item must be dispatched again.</returns>
    public bool TryAgain(JobError whenSpent)
    {
        if (Attempt == LastAttempt)
        {
            Fail(whenSpent);
            return false;
        }

        Attempt++;
        Status = JobStatus.Queued;
        return true;
    }

    public void Fail(JobError error)
    {
        Status = JobStatus.Failed;
        Error = error;
    }

    public void Cancel() => Status = JobStatus.Canceled;
}
