namespace SegFunctions.Jobs;

/// <summary>A job in a list.</summary>
/// <param name="ItemCount">At least 1.</param>
/// <param name="Error">Present if <paramref name="Status"/> is <see cref="JobStatus.Failed"/>.</param>
public sealed record JobSummary(
    JobId Id,
    JobStatus Status,
    int ItemCount,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    JobError? Error);

/// <summary>One page of an account's jobs.</summary>
/// <param name="Jobs">Newest first.</param>
/// <param name="Next">Continue the list after this job; null on the last page.</param>
public sealed record JobPage(IReadOnlyList<JobSummary> Jobs, JobId? Next);

/// <summary>Which jobs a list contains; null matches every job.</summary>
/// <param name="Id">This job only.</param>
/// <param name="OneItem">Whether the job has one item; false for jobs of several.</param>
/// <param name="Status">The job's current status.</param>
public sealed record JobFilter(JobId? Id, bool? OneItem, IReadOnlyList<JobStatus>? Status)
{
    public static JobFilter None { get; } = new(null, null, null);

    public bool Matches(JobSummary job) =>
        (Id is null || job.Id == Id)
        && (OneItem is null || (job.ItemCount == 1) == OneItem)
        && (Status is null || Status.Contains(job.Status));
}
