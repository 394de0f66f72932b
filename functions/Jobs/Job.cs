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

/// <summary>A job in a list.</summary>
/// <param name="ItemCount">At least 1.</param>
/// <param name="Error">Present if <paramref name="Status"/> is <see cref="JobStatus.Failed"/>.</param>
public sealed record JobSummary(
    JobId Id,
    JobStatus Status,
    int ItemCount,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    JobError? Error)
{
    /// <summary><see cref="JobTerms.Api"/>.</summary>
    public string? Api { get; init; }

    /// <summary>Whether its items are videos.</summary>
    public bool IsVideo { get; init; }

    /// <summary>When a worker took its first item; null before that, and in a list.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the job expires and counts as deleted; null if it is kept until the service's retention deletes it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When its results expire and count as deleted; null if they are kept as long as the job.</summary>
    public DateTimeOffset? ResultsExpire { get; init; }

    public bool HasExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>The same job with its expiry times set: the lifetimes begin with its last update.</summary>
    public JobSummary WithLifetimes(JobTerms terms) => this with { Expires = Updated + terms.Lifetime, ResultsExpire = Updated + terms.ResultLifetime };
}

/// <summary>One page of an account's jobs.</summary>
/// <param name="Jobs">Newest first.</param>
/// <param name="Next">The list continues after this job; null on the last page.</param>
public sealed record JobPage(IReadOnlyList<JobSummary> Jobs, JobId? Next);

/// <summary>Which jobs a list contains; a null property matches every job.</summary>
/// <param name="Id">This job only.</param>
/// <param name="OneItem">True for jobs with one item, false for jobs with several.</param>
/// <param name="IsVideo">Whether its items are videos.</param>
/// <param name="Status">Only jobs with one of these statuses.</param>
public sealed record JobFilter(JobId? Id, bool? OneItem, bool? IsVideo, IReadOnlyList<JobStatus>? Status)
{
    public static JobFilter None { get; } = new(null, null, null, null);

    public bool Matches(JobSummary job) =>
        (Id is null || job.Id == Id)
        && (OneItem is null || (job.ItemCount == 1) == OneItem)
        && (IsVideo is null || job.IsVideo == IsVideo)
        && (Status is null || Status.Contains(job.Status));
}
