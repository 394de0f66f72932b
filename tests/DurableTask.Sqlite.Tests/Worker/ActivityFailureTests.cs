using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class ActivityFailureTests
{
    [Fact]
    public async Task Throws_the_activitys_failure_with_all_its_causes()
    {
        TaskFailedException? thrown = null;
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Activity<string, string>("Fail", _ => throw new InvalidOperationException("outer", new FileNotFoundException("inner")))
            .Orchestrator("Catch", async context =>
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                thrown = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("Fail", "x"));
                return "caught";
            }));

        var end = await engine.RunInstanceAsync("Catch");

        Assert.Equal("caught", end.ReadOutputAs<string>());
        Assert.Equal("Task 'Fail' (#1) failed with an unhandled exception: outer", thrown!.Message);
        Assert.Equal(("Fail", 1), (thrown.TaskName, thrown.TaskId));
        Assert.Equal("System.InvalidOperationException", thrown.FailureDetails.ErrorType);
        Assert.Equal("System.IO.FileNotFoundException", thrown.FailureDetails.InnerFailure!.ErrorType);
        Assert.True(thrown.FailureDetails.InnerFailure.IsCausedBy<IOException>());
        Assert.False(thrown.FailureDetails.IsCausedBy<IOException>());
        Assert.NotNull(thrown.FailureDetails.StackTrace);
    }

    [Fact]
    public async Task An_uncaught_failure_of_an_activity_fails_the_orchestration_and_names_both()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Activity<string, string>("Fail", _ => throw new FormatException("bad format"))
            .Orchestrator("Fall", context => context.CallActivityAsync<string>("Fail")));

        var end = await engine.RunInstanceAsync("Fall");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<TaskFailedException>());
        Assert.True(end.FailureDetails.InnerFailure!.IsCausedBy<FormatException>());
    }

    [Fact]
    public async Task Retries_until_an_attempt_succeeds()
    {
        var attempts = 0;
        await using var engine = new TestEngine();
        await engine.RunAsync(
            new TestFunctions()
                .Activity<string, int>("Flaky", _ => ++attempts < 3 ? throw new TimeoutException() : attempts)
                .Orchestrator("Retry", context => context.CallActivityAsync<int>(
                    "Flaky", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(1), 2)))));

        Assert.Equal(3, (await engine.RunInstanceAsync("Retry")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt()
    {
        var attempts = 0;
        await using var engine = new TestEngine();
        await engine.RunAsync(
            new TestFunctions()
                .Activity<string, int>("Broken", _ => throw new TimeoutException($"attempt {++attempts}"))
                .Orchestrator("Retry", context => context.CallActivityAsync<int>(
                    "Broken", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1))))));

        var end = await engine.RunInstanceAsync("Retry");

        Assert.Equal(3, attempts);
        Assert.Equal("attempt 3", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Does_not_retry_a_failure_that_its_policy_does_not_handle()
    {
        var attempts = 0;
        await using var engine = new TestEngine();
        var policy = new RetryPolicy(3, TimeSpan.FromMilliseconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        await engine.RunAsync(
            new TestFunctions()
                .Activity<string, int>("Broken", _ => ++attempts == 1 ? throw new TimeoutException() : throw new FormatException())
                .Orchestrator("Retry", context => context.CallActivityAsync<int>("Broken", options: TaskOptions.FromRetryPolicy(policy))));

        await engine.RunInstanceAsync("Retry");

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Does_not_retry_after_the_policys_timeout()
    {
        var attempts = 0;
        await using var engine = new TestEngine();
        var functions = new TestFunctions()
            .Activity<string, int>("Slow", async (_, _) =>
            {
                attempts++;
                await TestEngine.PassAsync(TimeSpan.FromSeconds(1));
                throw new TimeoutException();
            })
            .Orchestrator("Retry", context => context.CallActivityAsync<int>(
                "Slow", options: TaskOptions.FromRetryPolicy(new RetryPolicy(9, TimeSpan.FromSeconds(0.1), retryTimeout: TimeSpan.FromSeconds(0.5)))));
        await engine.RunAsync(functions);

        await engine.RunInstanceAsync("Retry");

        Assert.Equal(1, attempts);
    }

    [Fact]
    public void Refuses_a_policy_that_makes_no_sense()
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, maxRetryInterval: second / 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, retryTimeout: second / 2));
    }
}
