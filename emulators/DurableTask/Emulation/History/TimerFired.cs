namespace Microsoft.DurableTask.Emulation.History;

/// <summary>A timer came due.</summary>
internal sealed record TimerFired(int Execution, int TaskId) : TaskResult(Execution, TaskId);
