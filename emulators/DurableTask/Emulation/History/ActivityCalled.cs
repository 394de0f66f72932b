namespace Microsoft.DurableTask.Emulation.History;

internal sealed record ActivityCalled(int TaskId, string Name, string? Input) : OrchestrationAction(TaskId)
{
    public override string Describe() => $"call of activity '{Name}' (#{TaskId})";
}
