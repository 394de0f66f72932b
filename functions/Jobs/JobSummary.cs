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
