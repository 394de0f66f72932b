using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsHost.SampleApp.Durable;

public static class Orchestrations
{
    [Function(nameof(Chain))]
    public static async Task<string> Chain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var text = context.GetInput<string>();
        for (var step = 1; step <= 3; step++)
        {
            text = await context.CallActivityAsync<string>(nameof(Activities.Wrap), text);
            context.SetCustomStatus(new { step });
        }

        return text!;
    }

    [Function(nameof(WaitForEvent))]
    public static async Task<string> WaitForEvent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using var late = new CancellationTokenSource();
        Task timer = context.CreateTimer(TimeSpan.FromMilliseconds(context.GetInput<int>()), late.Token);
        Task<string> answer = context.WaitForExternalEvent<string>("answer");
        if (await Task.WhenAny(timer, answer) == timer)
        {
            return "late";
        }

        // Not CancelAsync: only the context's own tasks may be awaited.
        late.Cancel();
        return await answer;
    }

    [Function(nameof(Parent))]
    public static async Task<string[]> Parent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var children = Enumerable.Range(0, context.GetInput<int>())
            .Select(index => context.CallSubOrchestratorAsync<string>(nameof(Chain), $"{index}"));
        return await Task.WhenAll(children);
    }

    [Function(nameof(FanOut))]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>())
            .Select(index => context.CallActivityAsync<int>(nameof(Activities.Square), index)));
        return answers.Sum();
    }

    [Function(nameof(Persist))]
    public static Task<int> Persist([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<int>(
        nameof(Activities.SucceedAtThird), context.InstanceId, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(50))));

    [Function(nameof(Explain))]
    public static async Task<string> Explain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<string>(nameof(Activities.Fail), "nothing");
        }
        catch (TaskFailedException error)
        {
            return $"{error.FailureDetails.ErrorType}: {error.FailureDetails.ErrorMessage}";
        }
    }

    [Function(nameof(Collapse))]
    public static Task<string> Collapse([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(Activities.Fail), "nothing");

    [Function(nameof(TryOnce))]
    public static Task<int> TryOnce([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>(nameof(Activities.SucceedAtSecond), context.InstanceId);

    [Function(nameof(Again))]
    public static async Task<int> Again([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var rounds = context.GetInput<int>();
        if (rounds < 5)
        {
            await context.CallActivityAsync<int>(nameof(Activities.Square), rounds);
            context.ContinueAsNew(rounds + 1);
        }

        return rounds;
    }

    [Function(nameof(Slow))]
    public static Task<string> Slow([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(Activities.Sleep), context.GetInput<int>());

    [Function(nameof(Ask))]
    public static Task<string> Ask([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(Activities.AskForStatus), context.InstanceId);

    [Function(nameof(Count))]
    public static async Task<int> Count([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var counter = new Microsoft.DurableTask.Entities.EntityInstanceId(nameof(Counter), context.InstanceId);
        await context.Entities.CallEntityAsync(counter, "Add", 2);
        await context.Entities.CallEntityAsync(counter, "Add", 3);
        return await context.Entities.CallEntityAsync<int>(counter, "Get");
    }
}
