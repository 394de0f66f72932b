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

    /// <summary>When the current attempt times out, UTC.</summary>
    public DateTime Deadline { get; private set; }

    public bool IsOpen => !Status.IsTerminal();

    public ItemAttempt Current => new(item, Attempt);

    public ItemOutcome Outcome => new(Status, Attempt, Error);

    public void Dispatch(DateTime deadline) => Deadline = deadline;

    /// <summary>Applies the worker's update. Duplicates, updates of other attempts and those after the end change nothing.</summary>
    public void Apply(InferenceUpdate update)
    {
        if (!IsOpen || update.Attempt != Attempt)
        {
            return;
        }

        switch (update.State)
        {
            case InferenceState.Started:
                Status = JobStatus.Running;
                break;
            case InferenceState.Succeeded:
                Status = JobStatus.Completed;
                break;
            case InferenceState.Failed:
                Fail(WorkerErrors.ToJobError(update.Error));
                break;
            case InferenceState.Canceled:
                Status = JobStatus.Canceled;
                break;
        }
    }

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
