namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>The call that a sub-orchestration answers.</summary>
internal sealed record ParentCall(long InstanceSeq, string InstanceId, string Name, int Execution, int TaskId);
