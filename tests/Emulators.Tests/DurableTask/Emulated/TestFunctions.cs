using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Emulation;

namespace Emulators.Tests.DurableTask;

internal sealed partial class TestFunctions : IDurableTaskExecutor
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = [];
    private readonly Dictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = [];

    public TestFunctions Orchestrator<TIn, TOut>(string name, Func<TaskOrchestrationContext, Task<TOut>> code)
    {
        _orchestrators[name] = async context => await code(context);
        return this;
    }

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> code)
    {
        _activities[name] = async (input, cancellationToken) =>
            await code(input is null ? default! : JsonSerializer.Deserialize<TIn>(input, DurableJson.Options)!, cancellationToken);
        return this;
    }

    public Task<object?> RunOrchestratorAsync(TaskName name, TaskOrchestrationContext context) =>
        _orchestrators.TryGetValue(name, out var code) ? code(context) : throw new InvalidOperationException($"There is no orchestrator '{name}'.");

    public Task<object?> RunActivityAsync(TaskName name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        ActivityRuns.Enqueue(name);
        return _activities.TryGetValue(name, out var code)
            ? code(serializedInput, cancellationToken)
            : throw new InvalidOperationException($"There is no activity '{name}'.");
    }
}
