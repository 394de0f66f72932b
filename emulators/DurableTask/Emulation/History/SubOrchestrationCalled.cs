namespace Microsoft.DurableTask.Emulation.History;

/// <param name="Version">Null: the app's default when it was called.</param>
internal sealed record SubOrchestrationCalled(int TaskId, string Name, string InstanceId, string? Input, string? Version = null) : OrchestrationAction(TaskId)
{
    public override string Describe() => $"call of sub-orchestration '{Name}' (#{TaskId})";
}
