using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Orchestrations;

public sealed class ActivityTests
{
    [Fact]
    public async Task Runs_activities_one_after_the_other()
    {
        await using var hub = await TestHub.StartAsync(TestProgram.Chain());

        var end = await hub.WaitAsync(await hub.CreateAsync("Three", 4));

        Assert.Equal(OrchestrationStatus.Completed, end.OrchestrationStatus);
        Assert.Equal("7", end.Output);
    }

    [Fact]
    public async Task Leaves_nothing_waiting_behind_in_the_file()
    {
        await using var hub = await TestHub.StartAsync(TestProgram.Chain());

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number => await hub.WaitAsync(await hub.CreateAsync("Three", number))));

        Assert.Equal(0, hub.Count("SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
        Assert.Equal(50 * 4, hub.Count("SELECT count(*) FROM history"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Fans_out_to_a_thousand_activities(int idleMilliseconds)
    {
        var program = new TestProgram()
            .Activity("Square", input => input!.ToObject<long>() * input.ToObject<long>())
            .Orchestrator("Fan", async orchestration =>
                (await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => orchestration.CallAsync<long>("Square", number)))).Sum());
        await using var hub = await TestHub.StartAsync(program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(idleMilliseconds) });

        var end = await hub.WaitAsync(await hub.CreateAsync("Fan"));

        Assert.Equal("332833500", end.Output);
        Assert.Equal(1_000, program.Runs.Count);
        Assert.All(program.Runs.Values, runs => Assert.Equal(1, runs));
    }

    [Fact]
    public async Task Tells_the_orchestrator_why_an_activity_failed()
    {
        var program = new TestProgram()
            .Activity("Fail", _ => throw new InvalidOperationException("no such thing"))
            .Orchestrator("Catch", async orchestration =>
            {
                try
                {
                    return await orchestration.CallAsync<int>("Fail", 1);
                }
                catch (TaskFailedException exception)
                {
                    return $"{exception.FailureDetails!.ErrorType}: {exception.FailureDetails.ErrorMessage}";
                }
            });
        await using var hub = await TestHub.StartAsync(program);

        var end = await hub.WaitAsync(await hub.CreateAsync("Catch"));

        Assert.Equal("\"System.InvalidOperationException: no such thing\"", end.Output);
    }

    [Fact]
    public async Task Keeps_the_failure_of_an_orchestration_after_a_restart()
    {
        await using var hub = await TestHub.StartAsync(new TestProgram()
            .Orchestrator("Fail", _ => throw new InvalidOperationException("not today")));
        var instance = await hub.CreateAsync("Fail");
        await hub.WaitAsync(instance);

        await hub.RestartAsync();
        var end = await hub.WaitAsync(instance);

        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationStatus);
        Assert.Equal("not today", end.FailureDetails!.ErrorMessage);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails.ErrorType);
    }

    [Fact]
    public async Task Retries_an_activity_as_its_caller_asks()
    {
        var failures = 2;
        var program = new TestProgram()
            .Activity("Flaky", _ => Interlocked.Decrement(ref failures) >= 0 ? throw new TimeoutException() : "done")
            .Orchestrator("Retry", async orchestration =>
                await orchestration.Context.ScheduleWithRetry<string>("Flaky", string.Empty, new RetryOptions(TimeSpan.FromMilliseconds(1), 5), 1));
        await using var hub = await TestHub.StartAsync(program);

        Assert.Equal("\"done\"", (await hub.WaitAsync(await hub.CreateAsync("Retry"))).Output);
        Assert.Equal(3, program.Runs.Values.Single());
    }

    [Fact]
    public async Task Runs_an_activity_again_whose_worker_was_lost()
    {
        var lost = 1;
        var attempts = new List<long?>();
        var program = new TestProgram()
            .Activity("Work", (context, _) =>
            {
                attempts.Add(context.DeliveryAttempt);
                return Interlocked.Decrement(ref lost) >= 0 ? throw new SessionAbortedException("lost") : Task.FromResult<object?>("done");
            })
            .Orchestrator("Call", async orchestration => await orchestration.CallAsync<string>("Work", 1));
        await using var hub = await TestHub.StartAsync(program);

        Assert.Equal("\"done\"", (await hub.WaitAsync(await hub.CreateAsync("Call"))).Output);
        Assert.Equal([1, 2], attempts);
    }

    [Fact]
    public async Task Runs_an_episode_again_whose_worker_was_lost()
    {
        var lost = 2;
        await using var hub = await TestHub.StartAsync(TestProgram.Chain().Orchestrator("Lost", async orchestration =>
        {
            var value = await orchestration.CallAsync<int>("Add", 1);
            return Interlocked.Decrement(ref lost) >= 0 ? throw new SessionAbortedException("lost") : value;
        }));

        Assert.Equal("2", (await hub.WaitAsync(await hub.CreateAsync("Lost"))).Output);
        Assert.True(lost < 0);
    }

    [Fact]
    public async Task Shows_the_custom_status_while_it_runs_and_afterwards()
    {
        await using var hub = await TestHub.StartAsync(new TestProgram().Orchestrator("Status", async orchestration =>
        {
            orchestration.Status = "waiting";
            await orchestration.EventAsync<int>("go");
            orchestration.Status = "gone";
            return null;
        }));
        var instance = await hub.CreateAsync("Status");

        var running = await hub.UntilAsync(instance.InstanceId, state => state.Status is not null);
        await hub.RaiseAsync(instance.InstanceId, "go", 1);
        var end = await hub.WaitAsync(instance);

        Assert.Equal((OrchestrationStatus.Running, "\"waiting\""), (running.OrchestrationStatus, running.Status));
        Assert.Equal("\"gone\"", end.Status);
        Assert.Equal("\"gone\"", (await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, true))[0].Status);
        Assert.True(end.LastUpdatedTime > running.LastUpdatedTime);
    }
}
