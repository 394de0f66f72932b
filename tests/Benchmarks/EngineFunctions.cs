using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SegFunctions.Benchmarks;

/// <summary>An app with nothing to do but durable work.</summary>
/// <param name="client">Is given the host's client as soon as it has one.</param>
public sealed class EngineFunctions(TaskCompletionSource<DurableTaskClient> client)
{
    public const string Chain = "Chain";
    public const string FanOut = "FanOut";
    public const string AddOne = "AddOne";
    public const int ChainLength = 3;

    [Function("HandOutClient")]
    public void HandOutClient([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient durable) =>
        client.TrySetResult(durable);

    [Function(Chain)]
    public static async Task<int> ChainAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var value = context.GetInput<int>();
        for (var link = 0; link < ChainLength; link++)
        {
            value = await context.CallActivityAsync<int>(AddOne, value);
        }

        return value;
    }

    [Function(FanOut)]
    public static async Task<int> FanOutAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(number => context.CallActivityAsync<int>(AddOne, number)))).Sum();

    [Function("Single")]
    public static Task<int> SingleAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>(AddOne, context.GetInput<int>());

    [Function(AddOne)]
    public static int Add([ActivityTrigger] int value) => value + 1;
}
