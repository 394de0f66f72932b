namespace SegFunctions.Jobs;

/// <summary>Rules that depend on statuses only.</summary>
public static class JobStatusRules
{
    /// <summary>Whether the status is terminal: it never changes again.</summary>
    public static bool IsTerminal(this JobStatus status) => status is JobStatus.Completed or JobStatus.Failed or JobStatus.Canceled;

    /// <summary>The status of a job from those of its items: one success makes it a success, one start makes it running.</summary>
    /// <param name="items">At least one.</param>
    public static JobStatus OfJob(IReadOnlyCollection<JobStatus> items)
    {
        if (items.All(status => status is JobStatus.Queued or JobStatus.Staged))
        {
            return items.First();
        }

        if (!items.All(IsTerminal))
        {
            return JobStatus.Running;
        }

        return items.Contains(JobStatus.Canceled) ? JobStatus.Canceled
            : items.Contains(JobStatus.Completed) ? JobStatus.Completed
            : JobStatus.Failed;
    }
}
