using Microsoft.DurableTask;

namespace Emulators.Tests.DurableTask;

internal sealed partial class TestFunctions
{
    private readonly List<Action<DurableTaskRegistry>> _registrations = [];

    /// <summary>The bare worker reads an input as what the orchestrator declares, and <c>GetInput</c> gives that.</summary>
    public TestFunctions Orchestrator<TIn, TOut>(string name, Func<TaskOrchestrationContext, Task<TOut>> code)
    {
        _registrations.Add(registry => registry.AddOrchestratorFunc<TIn, TOut>(name, (context, _) => code(context)));
        return this;
    }

    /// <summary>A real activity is not told when its app ends.</summary>
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
