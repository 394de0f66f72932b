namespace Microsoft.DurableTask.Emulation.Instances;

/// <param name="Order">Tells entries of the same time apart.</param>
/// <param name="TaskId">The orchestrator's timer, or <see cref="StartTaskId"/>.</param>
internal sealed record TimerEntry(DateTimeOffset Due, long Order, LiveInstance Instance, int Execution, int TaskId)
{
    /// <summary>The instance's own start.</summary>
    public const int StartTaskId = -1;

    public bool IsStart => TaskId == StartTaskId;
}
