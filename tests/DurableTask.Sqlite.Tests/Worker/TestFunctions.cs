using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace DurableTask.Sqlite.Tests.Worker;

/// <summary>An app in a test: orchestrators and activities as delegates.</summary>
internal sealed class TestFunctions
{
    private readonly List<Action<DurableTaskRegistry>> _registrations = [];

    /// <summary>The name of every activity that was started.</summary>
    public ConcurrentQueue<string> ActivityRuns { get; } = new();

    public TestFunctions Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> code) => Orchestrator<object, T>(name, code);

    /// <summary>The worker reads an input as the type that the orchestrator declares, and <c>GetInput</c> returns it.</summary>
    public TestFunctions Orchestrator<TIn, TOut>(string name, Func<TaskOrchestrationContext, Task<TOut>> code)
    {
        _registrations.Add(registry => registry.AddOrchestratorFunc<TIn, TOut>(name, (context, _) => code(context)));
        return this;
    }

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn, TOut> code) => Activity<TIn, TOut>(name, (input, _) => Task.FromResult(code(input)));

    /// <summary>An activity is not notified when its app ends.</summary>
    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> code)
    {
        _registrations.Add(registry => registry.AddActivityFunc<TIn, TOut>(name, (_, input) =>
        {
            ActivityRuns.Enqueue(name);
            return code(input, CancellationToken.None);
        }));
        return this;
    }

    public void Register(DurableTaskRegistry registry) => _registrations.ForEach(register => register(registry));
}
