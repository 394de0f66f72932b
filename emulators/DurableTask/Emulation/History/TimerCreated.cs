namespace Microsoft.DurableTask.Emulation.History;

internal sealed record TimerCreated(int TaskId, DateTime FireAt) : OrchestrationAction(TaskId)
{
    public override string Describe() => $"timer (#{TaskId})";
}
