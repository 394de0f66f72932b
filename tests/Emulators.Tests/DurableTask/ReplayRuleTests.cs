using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

public sealed class ReplayRuleTests
{
    [Fact]
    public async Task Code_that_takes_another_step_on_replay_fails_with_the_steps_name()
    {
        await using var engine = await TestEngine.StartAsync(Calling("Before"), maxLoaded: 0);
        var id = await engine.StartInstanceAsync("Changed");
        await engine.CrashAsync();

        await engine.RunAsync(Calling("After"));
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);
        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("Non-deterministic orchestrator 'Changed'", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'Before' (#0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'After' (#0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_skips_a_step_on_replay_fails()
    {
        await using var engine = await TestEngine.StartAsync(Calling("Before", "Extra"), maxLoaded: 0);
        var id = await engine.StartInstanceAsync("Changed");
        await engine.CrashAsync();

        await engine.RunAsync(Calling("Before"));
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);

        Assert.Contains("activity 'Extra' (#1)", (await engine.EndOfAsync(id)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_ends_early_on_replay_fails()
    {
        await using var engine = await TestEngine.StartAsync(Calling("Before"), maxLoaded: 0);
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
    public async Task Code_around_the_orchestrator_may_return_on_another_thread()
    {
        await using var engine = new TestEngine();
        await engine.RunAsync(new WrappedFunctions(new TestFunctions().Orchestrator("Open timer", async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("go");
        })));
        var id = await engine.StartInstanceAsync("Open timer");

        await engine.Client.RaiseEventAsync(id, "go", "gone", TestEngine.Deadline);

        Assert.Equal("gone", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static TestFunctions Calling(params string[] activities)
    {
        var functions = new TestFunctions().Orchestrator("Changed", async context =>
        {
            var calls = activities.Select(name => context.CallActivityAsync(name)).ToArray();
            await context.WaitForExternalEvent<string>("go");
            await Task.WhenAll(calls);
            return 0;
        });
        return activities.Aggregate(functions, (all, name) => all.Activity<string, int>(name, _ => 0));
    }
}
