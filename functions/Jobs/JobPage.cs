namespace SegFunctions.Jobs;

/// <summary>One page of an account's jobs.</summary>
/// <param name="Jobs">Newest first.</param>
/// <param name="Next">Continue the list after this job; null on the last page.</param>
public sealed record JobPage(IReadOnlyList<JobSummary> Jobs, JobId? Next);
