namespace SegFunctions.Jobs;

/// <summary>How an item ended.</summary>
/// <param name="Status">Final.</param>
/// <param name="Attempt">The winner, when the item completed; else the last one.</param>
/// <param name="Error">Present when the item failed.</param>
public sealed record ItemOutcome(JobStatus Status, int Attempt, JobError? Error);
