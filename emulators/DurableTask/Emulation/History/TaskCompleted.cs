namespace Microsoft.DurableTask.Emulation.History;

/// <summary>An activity or a sub-orchestration returned.</summary>
/// <param name="Result">JSON; null for none.</param>
internal sealed record TaskCompleted(int Execution, int TaskId, string? Result) : TaskResult(Execution, TaskId);
