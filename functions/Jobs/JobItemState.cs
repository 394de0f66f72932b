namespace SegFunctions.Jobs;

/// <summary>The current state of an item.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Error">Present once the job has ended, if the item failed.</param>
public sealed record JobItemState(string Name, JobStatus Status, JobError? Error);
