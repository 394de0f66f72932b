namespace SegFunctions.Compatibility.Tests.Stacks;

/// <param name="JobId">As the server writes it.</param>
/// <param name="Tasks">Task ids in the job's order.</param>
internal sealed record StartedJob(string JobId, IReadOnlyList<string> Tasks);
