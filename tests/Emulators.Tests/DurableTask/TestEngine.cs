using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

/// <summary>An app, what keeps its state, and a client. Which engine that is stands in the folders Emulated and Real.</summary>
internal sealed partial class TestEngine : IAsyncDisposable
{
    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public static async Task<TestEngine> StartAsync(TestFunctions functions, int maxLoaded = 1_000)
    {
        var engine = new TestEngine { MaxLoaded = maxLoaded };
        await engine.RunAsync(functions);
        return engine;
    }

    public async Task<string> StartInstanceAsync(TaskName name, object? input = null, string? id = null)
    {
        var started = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Deadline);
        await Client.WaitForInstanceStartAsync(started, Deadline);
        return started;
    }

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Deadline);

    public async Task<OrchestrationMetadata> RunInstanceAsync(TaskName name, object? input = null, string? id = null) =>
        await EndOfAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Deadline));

    /// <summary>Polls, for what has no doorbell.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var deadline = Deadline; !await condition(); await Task.Delay(10, deadline))
        {
        }
    }
}
