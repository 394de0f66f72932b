namespace SegFunctions.Jobs;

/// <summary>The current state of a job.</summary>
/// <param name="Account">Its owner.</param>
/// <param name="Items">In the order of the spec; empty if the orchestration's state is no longer stored.</param>
public sealed record Job(JobSummary Summary, string Account, IReadOnlyList<JobItemState> Items)
{
    public JobId Id => Summary.Id;

    public JobStatus Status => Summary.Status;

    /// <summary>The receivers of its webhooks.</summary>
    public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];

    /// <summary>The client's own key-value pairs; null if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What has happened to it, ordered by sequence number, which starts at 1.</summary>
    public IReadOnlyList<JobEvent> Events { get; init; } = [];

    /// <summary>The job whose failed items this one retries; null for none.</summary>
    public string? RetryOf { get; init; }

    /// <summary>Whether the job has any results: a canceled job keeps the items that ended before.</summary>
    public bool HasResults => Status == JobStatus.Completed || (Status == JobStatus.Canceled && Items.Any(item => item.Status == JobStatus.Completed));
}

/// <summary>The current state of an item.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Error">Present once the job has ended, if the item failed.</param>
/// <param name="Frames">Progress of a running video; null until it is known, and for everything else.</param>
public sealed record JobItemState(string Name, JobStatus Status, JobError? Error, FrameProgress? Frames = null);

/// <param name="Processed">0 to <paramref name="All"/>.</param>
/// <param name="All">Number of frames to process.</param>
public sealed record FrameProgress(int Processed, int All);
