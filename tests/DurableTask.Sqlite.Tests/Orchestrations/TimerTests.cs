using DurableTask.Core;
using DurableTask.Sqlite.Tests.Hubs;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Orchestrations;

public sealed class TimerTests
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Sleep", async orchestration =>
            await orchestration.Context.CreateTimer(orchestration.Context.CurrentUtcDateTime + orchestration.Input<TimeSpan>(), "awake"))
        .Orchestrator("Either", async orchestration =>
        {
            using var canceled = new CancellationTokenSource();
            var timer = orchestration.Context.CreateTimer(orchestration.Context.CurrentUtcDateTime.AddHours(1), "late", canceled.Token);
            var word = orchestration.EventAsync<string>("word");
            var first = await Task.WhenAny(timer, word);
#pragma warning disable CA1849 // An orchestrator stays on its own thread.
            canceled.Cancel();
#pragma warning restore CA1849
            return await first;
        });

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private Task<TestHub> StartAsync() => TestHub.StartAsync(Program, path => new(path) { TimeProvider = _clock });

    [Fact]
    public async Task Fires_when_the_clock_says_so_and_not_before()
    {
        await using var hub = await StartAsync();
        var instance = await hub.CreateAsync("Sleep", TimeSpan.FromHours(1));
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);

        _clock.Advance(TimeSpan.FromMinutes(59));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationStatus.Running, (await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, true))[0].OrchestrationStatus);

        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("\"awake\"", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Fires_after_a_restart_although_it_fell_due_meanwhile()
    {
        await using var hub = await StartAsync();
        var instance = await hub.CreateAsync("Sleep", TimeSpan.FromDays(100));
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);
        await hub.CloseAsync();

        _clock.Advance(TimeSpan.FromDays(101));
        hub.Reopen();
        await hub.StartWorkerAsync();

        Assert.Equal("\"awake\"", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Fires_each_of_several_when_it_is_due_and_none_with_another()
    {
        await using var hub = await StartAsync();
        var instances = new List<OrchestrationInstance>();
        foreach (var minutes in (int[])[30, 10, 20])
        {
            var instance = await hub.CreateAsync("Sleep", TimeSpan.FromMinutes(minutes));
            await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);
            instances.Add(instance);
        }

        foreach (var (minutes, which, left) in (ValueTuple<int, int, int>[])[(11, 1, 2), (10, 2, 1), (10, 0, 0)])
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            await hub.WaitAsync(instances[which]);
            Assert.Equal(left, hub.Count("SELECT count(*) FROM timers"));
        }
    }

    [Fact]
    public async Task Lets_an_event_win_against_a_timer_and_forgets_the_timer_at_the_end()
    {
        await using var hub = await StartAsync();
        var instance = await hub.CreateAsync("Either");
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);
        Assert.Equal(1, hub.Count("SELECT count(*) FROM timers"));

        await hub.RaiseAsync(instance.InstanceId, "word", "quick");

        Assert.Equal("\"quick\"", (await hub.WaitAsync(instance)).Output);
        Assert.Equal(0, hub.Count("SELECT count(*) FROM timers"));
    }

    [Fact]
    public async Task Starts_an_orchestration_at_its_time_and_keeps_what_came_before()
    {
        var program = new TestProgram().Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"));
        await using var hub = await TestHub.StartAsync(program, path => new(path) { TimeProvider = _clock });
        var instance = await hub.Client.CreateScheduledOrchestrationInstanceAsync("Listen", "", "later", null, _clock.GetUtcNow().UtcDateTime.AddHours(2));
        await hub.RaiseAsync("later", "word", "waited");

        await hub.RestartAsync();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        var before = (await hub.Service.GetOrchestrationStateAsync("later", true))[0];
        _clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(OrchestrationStatus.Pending, before.OrchestrationStatus);
        Assert.NotNull(before.ScheduledStartTime);
        Assert.Equal("\"waited\"", (await hub.WaitAsync(instance)).Output);
    }
}
