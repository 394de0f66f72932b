using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace Emulators.Tests.DurableTask;

/// <summary>An app in a test: orchestrators and activities as delegates.</summary>
internal sealed partial class TestFunctions
{
    /// <summary>The name of every activity that was begun.</summary>
    public ConcurrentQueue<string> ActivityRuns { get; } = new();

    public TestFunctions Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> code) => Orchestrator<object, T>(name, code);

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn, TOut> code) =>
        Activity<TIn, TOut>(name, (input, _) => Task.FromResult(code(input)));
}
