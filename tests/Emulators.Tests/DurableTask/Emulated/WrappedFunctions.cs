using Microsoft.DurableTask;
using Microsoft.DurableTask.Emulation;

namespace Emulators.Tests.DurableTask;

/// <summary>Code around the orchestrator, as a worker's middleware is, that returns on another thread than the orchestrator's own.</summary>
internal sealed class WrappedFunctions(TestFunctions functions) : IDurableTaskExecutor
{
    public async Task<object?> RunOrchestratorAsync(TaskName name, TaskOrchestrationContext context) =>
        await functions.RunOrchestratorAsync(name, context).ConfigureAwait(false);

    public Task<object?> RunActivityAsync(TaskName name, string instanceId, string? serializedInput, CancellationToken cancellationToken) =>
        functions.RunActivityAsync(name, instanceId, serializedInput, cancellationToken);
}
