using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Emulation;

namespace Emulators.Tests.DurableTask;

/// <summary>An app in a test: orchestrators and activities as delegates.</summary>
internal sealed class TestFunctions : IDurableTaskExecutor
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = [];
    private readonly Dictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = [];

    /// <summary>"name(input)" of every activity that was begun.</summary>
    public ConcurrentQueue<string> ActivityRuns { get; } = new();

    public TestFunctions Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> code)
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

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn, TOut> code) =>
        Activity<TIn, TOut>(name, (input, _) => Task.FromResult(code(input)));

    public Task<object?> RunOrchestratorAsync(TaskName name, TaskOrchestrationContext context) =>
        _orchestrators.TryGetValue(name, out var code) ? code(context) : throw new InvalidOperationException($"There is no orchestrator '{name}'.");

    public Task<object?> RunActivityAsync(TaskName name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        ActivityRuns.Enqueue($"{name}({serializedInput})");
        return _activities.TryGetValue(name, out var code)
            ? code(serializedInput, cancellationToken)
            : throw new InvalidOperationException($"There is no activity '{name}'.");
    }
}
