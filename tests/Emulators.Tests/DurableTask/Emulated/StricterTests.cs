using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

/// <summary>What the emulator refuses and the real worker does not see: there such an instance waits for ever, or goes on.</summary>
public sealed class StricterTests
{
    [Theory]
    [InlineData("delay")]
    [InlineData("delay beside a context task")]
    [InlineData("never")]
    [InlineData("delay, not back on the orchestrator's thread")]
    public async Task Awaiting_a_task_that_the_context_did_not_make_fails(string kind)
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator(kind, async context =>
        {
            switch (kind)
            {
                case "delay":
                    await Task.Delay(20);
                    break;
                case "delay beside a context task":
                    var wait = context.WaitForExternalEvent<string>("go");
                    await Task.Delay(20);
                    await wait;
                    break;
                case "never":
                    await new TaskCompletionSource().Task;
                    break;
                default:
                    await Task.Delay(20).ConfigureAwait(false);
                    context.SetCustomStatus("from somewhere else");
                    break;
            }

            return 0;
        }));

        var end = await engine.RunInstanceAsync(kind);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("may await only tasks made by its TaskOrchestrationContext", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_ends_early_on_replay_fails()
    {
        await using var engine = await TestEngine.StartAsync(Functions, maxLoaded: 0);
        var id = await engine.StartInstanceAsync("Changed");
        await engine.Client.RaiseEventAsync(id, "other", TestEngine.Deadline);
        await engine.CrashAsync();

        await engine.RunAsync(new TestFunctions().Activity<string, int>("Before", _ => 0).Orchestrator("Changed", context =>
        {
            _ = context.CallActivityAsync("Before");
            return Task.FromResult("nothing to wait for");
        }));
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);

        Assert.Contains("the end", (await engine.EndOfAsync(id)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static TestFunctions Functions => new TestFunctions().Activity<string, int>("Before", _ => 0).Orchestrator("Changed", async context =>
    {
        await context.CallActivityAsync("Before");
        return await context.WaitForExternalEvent<string>("go");
    });
}
