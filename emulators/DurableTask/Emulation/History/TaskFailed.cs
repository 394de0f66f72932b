namespace Microsoft.DurableTask.Emulation.History;

/// <summary>An activity or a sub-orchestration threw.</summary>
internal sealed record TaskFailed(int Execution, int TaskId, TaskFailureDetails Failure) : TaskResult(Execution, TaskId);
