using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using DurableTask.Sqlite.Tests.Hubs;

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
    public async Task Runs_and_sets_again_what_was_under_way_when_it_failed()
    {
        using var stuck = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(new TestProgram { Remote = FailAtOnce }.Activity("Slow", async (_, _) =>
        {
            await stuck.WaitAsync();
            return "slow";
        }));
        var instance = await hub.CreateAsync("Remote");
        await hub.WaitAsync(instance);

        await hub.Service.RewindAsync(instance.InstanceId, null);
        stuck.Release(2);

        Assert.Equal("whole", (await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Completed)).Output);
    }

    [Fact]
    public async Task Refuses_an_instance_that_had_not_heard_of_a_child()
    {
        await using var hub = await TestHub.StartAsync(new TestProgram
        {
            Remote = state => state.Name == "Remote"
                ? [new CreateSubOrchestrationAction { Id = 0, Name = "Child", InstanceId = "child" }, Ended(1, OrchestrationStatus.Failed, "no")]
                : [],
        });
        var instance = await hub.CreateAsync("Remote");
        await hub.WaitAsync(instance);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Service.RewindAsync(instance.InstanceId, null));

        Assert.Contains("'child'", exception.Message, StringComparison.Ordinal);
    }

    private static OrchestrationCompleteOrchestratorAction Ended(int id, OrchestrationStatus status, string result) =>
        new() { Id = id, OrchestrationStatus = status, Result = result };

    /// <summary>Fails in its first episode with an activity and a timer under way; later waits for both.</summary>
    private static IEnumerable<OrchestratorAction> FailAtOnce(OrchestrationRuntimeState state)
    {
        if (!state.Events.Any(happened => happened is ExecutionRewoundEvent))
        {
            return
            [
                new ScheduleTaskOrchestratorAction { Id = 0, Name = "Slow", Version = "", Input = "[1]" },
                new CreateTimerOrchestratorAction { Id = 1, FireAt = state.CreatedTime.AddMilliseconds(100) },
                Ended(2, OrchestrationStatus.Failed, "no"),
            ];
        }

        return state.Events.Any(happened => happened is TaskCompletedEvent) && state.Events.Any(happened => happened is TimerFiredEvent)
            ? [Ended(3, OrchestrationStatus.Completed, "whole")]
            : [];
    }
}
