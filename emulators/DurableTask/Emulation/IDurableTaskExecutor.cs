namespace Microsoft.DurableTask.Emulation;

/// <summary>Finds the app's functions by name and runs them. Both methods throw what the function throws, and a clear error for an unknown name.</summary>
internal interface IDurableTaskExecutor
{
    /// <summary>
    /// Called once for each (re)play. Until the task ends it may wait only for tasks of <paramref name="context"/>; an orchestration that
    /// is still open when the engine stops or unloads it never gets past its current wait.
    /// </summary>
    /// <returns>The orchestrator's output, null for none.</returns>
    Task<object?> RunOrchestratorAsync(TaskName name, TaskOrchestrationContext context);

    /// <param name="cancellationToken">The engine stops; the activity is run again after the next start.</param>
    Task<object?> RunActivityAsync(TaskName name, string instanceId, string? serializedInput, CancellationToken cancellationToken);
}
