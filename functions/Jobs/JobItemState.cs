namespace SegFunctions.Jobs;

/// <summary>An item as it stands now.</summary>
/// <param name="Name">What the client calls it.</param>
/// <param name="Error">Known once the job has ended; present when the item failed.</param>
public sealed record JobItemState(string Name, JobStatus Status, JobError? Error);
