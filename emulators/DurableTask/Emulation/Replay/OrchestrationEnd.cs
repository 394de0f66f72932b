namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>How orchestrator code came to its end.</summary>
internal abstract record OrchestrationEnd
{
    /// <param name="Output">JSON; null for none.</param>
    public sealed record Completed(string? Output) : OrchestrationEnd;

    public sealed record Failed(TaskFailureDetails Failure) : OrchestrationEnd;

    /// <summary>The code asked to start again with an empty history.</summary>
    public sealed record Renewed(string? Input, bool PreserveEvents) : OrchestrationEnd;
}
