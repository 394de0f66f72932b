namespace Microsoft.DurableTask.Emulation.History;

/// <summary>The answer to one of the orchestrator's own calls.</summary>
/// <param name="Execution">The execution that called; an answer to an earlier one than the current is stale and ignored.</param>
/// <param name="TaskId">Which call.</param>
internal abstract record TaskResult(int Execution, int TaskId) : HistoryMessage;
