namespace SegFunctions.Jobs;

/// <summary>One attempt at one item.</summary>
/// <param name="Item">Index in the job, from 0.</param>
/// <param name="Attempt">0, or 1 for the re-dispatch.</param>
public sealed record ItemAttempt(int Item, int Attempt);
