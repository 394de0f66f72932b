namespace SegFunctions.Jobs;

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
