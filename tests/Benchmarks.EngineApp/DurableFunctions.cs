using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SegFunctions.Benchmarks.EngineApp;

public static class DurableFunctions
{
    private const int ChainLength = 3;

    /// <summary>Three activities, each given the previous one's output.</summary>
    [Function(nameof(Chain))]
    public static async Task<int> Chain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        WorkItems.Begin();
        var value = context.GetInput<int>();
        for (var link = 0; link < ChainLength; link++)
        {
            value = await context.CallActivityAsync<int>(nameof(AddOne), value);
        }

        return value;
    }

    /// <summary>As many parallel activities as its input says.</summary>
    [Function(nameof(FanOut))]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        WorkItems.Begin();
        return (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(number => context.CallActivityAsync<int>(nameof(AddOne), number)))).Sum();
    }

    [Function("Single")]
    public static Task<int> CallOnce([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        WorkItems.Begin();
        return context.CallActivityAsync<int>(nameof(AddOne), context.GetInput<int>());
    }

    [Function(nameof(AddOne))]
    public static int AddOne([ActivityTrigger] int value)
    {
        WorkItems.Begin();
        return value + 1;
    }
}
