using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class RetryHandlerTests
{
    [Fact]
    public async Task A_handler_that_says_no_makes_the_last_failure_the_calls()
    {
        var attempts = 0;
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Activity<string, int>("Broken", _ => throw new TimeoutException($"attempt {++attempts}"))
            .Orchestrator("Retry", context => context.CallActivityAsync<int>(
                "Broken", options: TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3))));

        var end = await engine.RunInstanceAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("attempt 3", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task A_sub_orchestration_is_retried_under_the_same_id()
    {
        var children = new List<string>();
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator<int>("Child", context =>
            {
                children.Add(context.InstanceId);
                throw new TimeoutException();
            })
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", options: TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 2))));

        var end = await engine.RunInstanceAsync("Parent");

        Assert.Equal(2, children.Count);
        Assert.Single(children.Distinct());
        Assert.True(end.FailureDetails!.InnerFailure!.IsCausedBy<TimeoutException>());
    }
}
