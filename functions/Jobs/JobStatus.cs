namespace SegFunctions.Jobs;

/// <summary>Where a job or one of its items stands. Each vendor has its own words for it, in its mapping.</summary>
public enum JobStatus
{
    /// <summary>Accepted; no worker has taken it yet.</summary>
    Queued,

    /// <summary>A worker has taken it; of a job: at least one item.</summary>
    Running,

    /// <summary>Ended with results; of a job: at least one item did.</summary>
    Completed,

    /// <summary>Ended without results; of a job: every item did.</summary>
    Failed,

    /// <summary>Ended because the client asked for it.</summary>
    Canceled,
}
