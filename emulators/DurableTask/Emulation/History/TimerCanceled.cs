namespace Microsoft.DurableTask.Emulation.History;

internal sealed record TimerCanceled(int TaskId) : OrchestrationAction(TaskId)
{
    public override string Describe() => $"cancellation of timer (#{TaskId})";
}
