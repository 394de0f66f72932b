using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class ReplayRuleTests
{
    private const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    [Fact]
    public async Task Code_that_takes_another_step_on_replay_fails_with_the_steps_name()
    {
        await using var engine = await TestEngine.StartAsync(Calling("Before"));
        var id = await engine.StartInstanceAsync("Changed");
        await engine.CrashAsync();

        await engine.RunAsync(Calling("After"));
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);
        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(ErrorType, end.FailureDetails!.ErrorType);
        Assert.Contains("'Before'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'After'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_skips_a_step_on_replay_fails()
    {
        await using var engine = await TestEngine.StartAsync(Calling("Before", "Extra"));
        var id = await engine.StartInstanceAsync("Changed");
        await engine.CrashAsync();

        await engine.RunAsync(Calling("Before"));
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);

        var end = await engine.EndOfAsync(id);

        Assert.Equal(ErrorType, end.FailureDetails!.ErrorType);
        Assert.Contains("'Extra'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
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
