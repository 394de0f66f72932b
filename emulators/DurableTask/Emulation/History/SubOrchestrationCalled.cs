namespace Microsoft.DurableTask.Emulation.History;

internal sealed record SubOrchestrationCalled(int TaskId, string Name, string InstanceId, string? Input) : OrchestrationAction(TaskId)
{
    public override string Step => $"call of sub-orchestration '{Name}' (#{TaskId})";
}
