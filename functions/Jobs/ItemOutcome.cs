namespace SegFunctions.Jobs;

/// <summary>How an item ended.</summary>
/// <param name="Status">Terminal.</param>
/// <param name="Attempt">The winner if the item completed, otherwise the last attempt.</param>
/// <param name="Error">Present if the item failed.</param>
public sealed record ItemOutcome(JobStatus Status, int Attempt, JobError? Error);
