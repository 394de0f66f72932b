using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using DurableTask.Sqlite.Tests.Hubs;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Clients;

public sealed class RewindTests
{
    private bool _isDown = true;

    private TestProgram Program => new TestProgram()
        .Activity("Good", input => input!.ToObject<int>() + 1)
        .Activity("Bad", input => _isDown ? throw new InvalidOperationException("down") : input!.ToObject<int>() + 10)
        .Orchestrator("Work", async orchestration =>
        {
            var value = await orchestration.CallAsync<int>("Good", orchestration.Input<int>());
            return await orchestration.CallAsync<int>("Bad", value);
        })
        .Orchestrator("Parent", async orchestration =>
            await orchestration.Context.CreateSubOrchestrationInstance<int>("Work", "", "child", orchestration.Input<int>()));

    [Fact]
    public async Task Calls_again_what_failed_and_keeps_what_had_been_answered()
    {
        var program = Program;
        await using var hub = await TestHub.StartAsync(program);
        var instance = await hub.CreateAsync("Work", 1);
        Assert.Equal(OrchestrationStatus.Failed, (await hub.WaitAsync(instance)).OrchestrationStatus);
        await hub.RestartAsync();

        _isDown = false;
        await hub.Service.RewindAsync(instance.InstanceId, "it is up again");
        var end = await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Completed);

        Assert.Equal("12", end.Output);
        Assert.Null(end.FailureDetails);
        Assert.Equal(1, program.Runs.Single(run => run.Key.StartsWith("Good", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task Rewinds_the_child_that_failed_too()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Parent", 1);
        Assert.Equal(OrchestrationStatus.Failed, (await hub.WaitAsync(instance)).OrchestrationStatus);

        _isDown = false;
        await hub.Service.RewindAsync(instance.InstanceId, "it is up again");

        Assert.Equal("12", (await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Completed)).Output);
        Assert.Equal("12", (await hub.WaitAsync("child")).Output);
    }

    [Fact]
    public async Task Can_be_rewound_again_when_it_fails_again()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Work", 1);
        var first = await hub.WaitAsync(instance);
        await hub.Service.RewindAsync(instance.InstanceId, "too early");
        await hub.UntilAsync(instance.InstanceId, state =>
            state.OrchestrationStatus == OrchestrationStatus.Failed && state.CompletedTime > first.CompletedTime);

        _isDown = false;
        await hub.Service.RewindAsync(instance.InstanceId, "now");

        Assert.Equal("12", (await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Completed)).Output);
    }

    [Fact]
    public async Task Refuses_what_has_not_failed_and_what_does_not_exist()
    {
        _isDown = false;
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Work", 1);
        await hub.WaitAsync(instance);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Service.RewindAsync(instance.InstanceId, null));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Service.RewindAsync("nobody", null));
    }

    [Fact]
    public async Task Sets_timers_again_that_had_not_fired()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var hub = await TestHub.StartAsync(new TestProgram { Remote = FailWithATimer }, path => new(path) { TimeProvider = clock });
        var instance = await hub.CreateAsync("Remote");
        await hub.WaitAsync(instance);
        Assert.Equal(0, hub.Count("SELECT count(*) FROM timers"));

        await hub.Service.RewindAsync(instance.InstanceId, null);
        await hub.UntilAsync(instance.InstanceId, _ => hub.Count("SELECT count(*) FROM timers") == 1);
        clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal("fired", (await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Completed)).Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_an_instance_that_had_not_heard_of_something_it_called(bool isChild)
    {
        OrchestratorAction call = isChild
            ? new CreateSubOrchestrationAction { Id = 0, Name = "Call", InstanceId = "Call" }
            : new ScheduleTaskOrchestratorAction { Id = 0, Name = "Call", Version = "" };
        await using var hub = await TestHub.StartAsync(new TestProgram
        {
            Remote = state => state.Name == "Remote" ? [call, Ended(1, OrchestrationStatus.Failed, "no")] : [],
        });
        var instance = await hub.CreateAsync("Remote");
        await hub.WaitAsync(instance);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Service.RewindAsync(instance.InstanceId, null));

        Assert.Contains("'Call' had not completed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_a_rewound_child_fail_again_whose_activity_had_not_answered()
    {
        await using var hub = await TestHub.StartAsync(new TestProgram
        {
            Remote = state => state.Name == "Remote"
                ? Follow(state, new CreateSubOrchestrationAction { Id = 0, Name = "Child", InstanceId = "child" })
                : Follow(state, new ScheduleTaskOrchestratorAction { Id = 0, Name = "Nobody", Version = "" }, alsoFails: true),
        });
        var instance = await hub.CreateAsync("Remote");
        var first = await hub.WaitAsync(instance);

        await hub.Service.RewindAsync(instance.InstanceId, null);

        await hub.UntilAsync(instance.InstanceId, state =>
            state.OrchestrationStatus == OrchestrationStatus.Failed && state.CompletedTime > first.CompletedTime);
    }

    /// <summary>Calls once, and fails after the call has failed, or at once.</summary>
    private static IEnumerable<OrchestratorAction> Follow(OrchestrationRuntimeState state, OrchestratorAction call, bool alsoFails = false)
    {
        if (state.Events.Any(happened => happened is TaskFailedEvent or SubOrchestrationInstanceFailedEvent))
        {
            return [Ended(1, OrchestrationStatus.Failed, "no")];
        }

        return state.PastEvents.Count > 0 ? [] : alsoFails ? [call, Ended(1, OrchestrationStatus.Failed, "no")] : [call];
    }

    private static OrchestrationCompleteOrchestratorAction Ended(int id, OrchestrationStatus status, string result) =>
        new() { Id = id, OrchestrationStatus = status, Result = result };

    /// <summary>Fails in its first episode with a timer pending; later waits for the timer.</summary>
    private static IEnumerable<OrchestratorAction> FailWithATimer(OrchestrationRuntimeState state)
    {
        if (!state.Events.Any(happened => happened is ExecutionRewoundEvent))
        {
            return [new CreateTimerOrchestratorAction { Id = 0, FireAt = state.CreatedTime.AddHours(1) }, Ended(1, OrchestrationStatus.Failed, "no")];
        }

        return state.Events.Any(happened => happened is TimerFiredEvent) ? [Ended(2, OrchestrationStatus.Completed, "fired")] : [];
    }
}
