using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Orchestrations;

public sealed class ContinueAsNewTests
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Count", async orchestration =>
        {
            var number = await orchestration.CallAsync<int>("Add", orchestration.Input<int>());
            if (number < 5)
            {
                orchestration.Context.ContinueAsNew(number);
            }

            return number;
        })
        .Orchestrator("Sum", async orchestration =>
        {
            var (sum, left) = orchestration.Input<(int, int)>();
            sum += await orchestration.EventAsync<int>("number");
            if (left > 1)
            {
                orchestration.Context.ContinueAsNew((sum, left - 1));
            }

            return sum;
        })
        .Orchestrator("Upgrade", orchestration =>
        {
            orchestration.Context.ContinueAsNew("2", null);
            return Task.FromResult<object?>("old");
        }, "1")
        .Orchestrator("Upgrade", _ => Task.FromResult<object?>("new"), "2")
        .Orchestrator("Heartbeat", async orchestration =>
        {
            using var canceled = new CancellationTokenSource();
            _ = orchestration.Context.CreateTimer(orchestration.Context.CurrentUtcDateTime.AddYears(1), true, canceled.Token);
            var goesOn = orchestration.Input<int>() < 0 || await orchestration.EventAsync<bool>("beat");
#pragma warning disable CA1849 // An orchestrator stays on its own thread.
            canceled.Cancel();
#pragma warning restore CA1849
            if (goesOn)
            {
                orchestration.Context.ContinueAsNew(orchestration.Input<int>() + 1);
            }

            return orchestration.Input<int>();
        });

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Begins_again_with_a_new_input_and_an_empty_history(int idleMilliseconds)
    {
        await using var hub = await TestHub.StartAsync(
            Program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(idleMilliseconds) });
        var instance = await hub.CreateAsync("Count", 0);

        var end = await hub.WaitAsync(instance);

        Assert.Equal("5", end.Output);
        Assert.Equal("4", (await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, true))[0].Input);
        Assert.NotEqual(instance.ExecutionId, end.OrchestrationInstance.ExecutionId);
        Assert.Equal(2, hub.Count("SELECT count(*) FROM history"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Carries_unheard_events_over(int idleMilliseconds)
    {
        await using var hub = await TestHub.StartAsync(
            Program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(idleMilliseconds) });
        var instance = await hub.CreateAsync("Sum", (0, 40));
        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => hub.RaiseAsync(instance.InstanceId, "number", number)));

        Assert.Equal("820", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Continues_in_another_version()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Upgrade", version: "1");

        var end = await hub.WaitAsync(instance);

        Assert.Equal(("\"new\"", "2"), (end.Output, (await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, true))[0].Version));
        Assert.Equal("2", end.Version);
    }

    [Fact]
    public async Task Leaves_no_timers_of_earlier_executions_behind()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Heartbeat", 0);
        for (var beat = 1; beat <= 3; beat++)
        {
            await hub.RaiseAsync(instance.InstanceId, "beat", true);
            await hub.UntilAsync(instance.InstanceId, state => state.Input == $"{beat}");
            Assert.Equal(1, hub.Count("SELECT count(*) FROM timers"));
        }

        // Three executions in one episode.
        var hasty = await hub.CreateAsync("Heartbeat", -3);
        await hub.UntilAsync(hasty.InstanceId, state => state.Input == "0");
        Assert.Equal(2, hub.Count("SELECT count(*) FROM timers"));

        await hub.RaiseAsync(hasty.InstanceId, "beat", false);
        await hub.WaitAsync(hasty);
        await hub.RaiseAsync(instance.InstanceId, "beat", false);

        Assert.Equal("3", (await hub.WaitAsync(instance)).Output);
        Assert.Equal(0, hub.Count("SELECT count(*) FROM timers"));
    }
}
