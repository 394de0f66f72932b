using Microsoft.DurableTask;

namespace Emulators.Tests.DurableTask;

/// <summary>How long retries wait, to the second, on a clock that jumps.</summary>
public sealed class RetryTimeTests
{
    [Theory, MemberData(nameof(OrchestrationTests.ReplayingAndLoaded), MemberType = typeof(OrchestrationTests))]
    public async Task A_handler_decides_after_each_failure_and_may_wait(int maxLoaded)
    {
        var attempts = 0;
        await using var engine = new TestEngine { MaxLoaded = maxLoaded };
        await engine.RunAsync(
            new TestFunctions()
                .Activity<string, int>("Flaky", _ => ++attempts < 4 ? throw new TimeoutException($"attempt {attempts}") : attempts)
                .Orchestrator("Retry", async context =>
                {
                    var seen = new List<string>();
                    await context.CallActivityAsync<int>("Flaky", options: TaskOptions.FromRetryHandler(async retry =>
                    {
                        seen.Add($"{retry.LastAttemptNumber}: {retry.LastFailure.ErrorMessage} after {retry.TotalRetryTime}");
                        await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(retry.LastAttemptNumber), CancellationToken.None);
                        return true;
                    }));
                    return seen;
                }),
            new JumpingTime());

        var end = await engine.RunInstanceAsync("Retry");

        Assert.Equal(
            ["1: attempt 1 after 00:00:00", "2: attempt 2 after 00:01:00", "3: attempt 3 after 00:03:00"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task A_policy_waits_longer_after_each_attempt_up_to_the_maximum()
    {
        var policy = new RetryPolicy(6, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(5));
        var time = new JumpingTime();
        var begun = new List<DateTimeOffset>();
        await using var engine = new TestEngine();
        await engine.RunAsync(
            new TestFunctions()
                .Activity<string, int>("Broken", _ =>
                {
                    begun.Add(time.GetUtcNow());
                    throw new TimeoutException();
                })
                .Orchestrator("Retry", context => context.CallActivityAsync<int>("Broken", options: TaskOptions.FromRetryPolicy(policy))),
            time);

        await engine.RunInstanceAsync("Retry");

        Assert.Equal([1, 2, 4, 5, 5], begun.Skip(1).Zip(begun, (after, before) => (after - before).TotalSeconds));
    }
}
