namespace SegFunctions.Jobs;

/// <summary>The status of a job or one of its items. Each vendor's mapping has its own words for it.</summary>
public enum JobStatus
{
    /// <summary>Accepted; no worker has taken it yet.</summary>
    Queued,

    /// <summary>A worker has taken it; for a job: at least one item.</summary>
    Running,

    /// <summary>Ended with results; for a job: at least one item completed.</summary>
    Completed,

    /// <summary>Ended without results; for a job: every item failed.</summary>
    Failed,

    /// <summary>Ended at the client's request.</summary>
    Canceled,

    /// <summary>Accepted; it starts when fewer of the account's jobs are running.</summary>
    Staged,
}
