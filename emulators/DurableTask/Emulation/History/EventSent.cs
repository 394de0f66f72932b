namespace Microsoft.DurableTask.Emulation.History;

internal sealed record EventSent(int TaskId, string InstanceId, string Name, string? Payload) : OrchestrationAction(TaskId)
{
    public override string Describe() => $"event '{Name}' to '{InstanceId}' (#{TaskId})";
}
