using DurableTask.Core;
using DurableTask.Sqlite.Tests.Hubs;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Clients;

public sealed class ControlTests
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"))
        .Orchestrator("Parent", async orchestration =>
            await orchestration.Context.CreateSubOrchestrationInstance<object>("Middle", "", orchestration.Context.OrchestrationInstance.InstanceId + "/m", null))
        .Orchestrator("Middle", async orchestration =>
            await orchestration.Context.CreateSubOrchestrationInstance<object>("Listen", "", orchestration.Context.OrchestrationInstance.InstanceId + "/l", null));

    private static OrchestrationInstance Named(string id) => new() { InstanceId = id };

    [Fact]
    public async Task Suspends_and_resumes_without_losing_what_came_in_between()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Listen");
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);
        await hub.Client.SuspendInstanceAsync(instance, "tea");
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Suspended);
        await hub.RaiseAsync(instance.InstanceId, "word", "kept");

        await hub.RestartAsync();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationStatus.Suspended, (await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, true))[0].OrchestrationStatus);
        await hub.Client.ResumeInstanceAsync(instance, "done");

        Assert.Equal("\"kept\"", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Terminates_an_instance_with_the_reason_as_its_output()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Listen");
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);

        await hub.Client.TerminateInstanceAsync(instance, "enough");
        var end = await hub.WaitAsync(instance);

        Assert.Equal((OrchestrationStatus.Terminated, "enough"), (end.OrchestrationStatus, end.Output));
    }

    [Fact]
    public async Task Terminates_one_that_is_suspended()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Listen");
        await hub.Client.SuspendInstanceAsync(instance);
        await hub.UntilAsync(instance.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Suspended);

        await hub.Client.TerminateInstanceAsync(instance);

        Assert.Equal(OrchestrationStatus.Terminated, (await hub.WaitAsync(instance)).OrchestrationStatus);
    }

    [Fact]
    public async Task Terminates_one_whose_start_is_still_to_come_and_it_never_runs()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var hub = await TestHub.StartAsync(Program, path => new(path) { TimeProvider = clock });
        var instance = await hub.Client.CreateScheduledOrchestrationInstanceAsync("Three", "", "later", 1, clock.GetUtcNow().UtcDateTime.AddHours(1));

        await hub.Client.TerminateInstanceAsync(instance, "never mind");
        clock.Advance(TimeSpan.FromHours(2));
        var end = await hub.WaitAsync(instance);

        Assert.Equal((OrchestrationStatus.Terminated, "never mind"), (end.OrchestrationStatus, end.Output));
        Assert.Equal(0, hub.Count("SELECT (SELECT count(*) FROM history) + (SELECT count(*) FROM timers)"));
    }

    [Fact]
    public async Task Terminates_children_and_theirs_only_when_asked_to()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.CreateAsync("Parent", instanceId: "a");
        await hub.CreateAsync("Parent", instanceId: "b");
        await hub.UntilAsync("a/m/l", state => state.OrchestrationStatus == OrchestrationStatus.Running);
        await hub.UntilAsync("b/m/l", state => state.OrchestrationStatus == OrchestrationStatus.Running);

        await hub.Service.TerminateAsync("a", "all of it", includeChildren: true);
        await hub.Client.TerminateInstanceAsync(Named("b"), "only this");

        Assert.All(
            [await hub.WaitAsync("a"), await hub.WaitAsync("a/m"), await hub.WaitAsync("a/m/l"), await hub.WaitAsync("b")],
            end => Assert.Equal(OrchestrationStatus.Terminated, end.OrchestrationStatus));
        Assert.Equal(OrchestrationStatus.Running, (await hub.Service.GetOrchestrationStateAsync("b/m/l", true))[0].OrchestrationStatus);
    }

    [Fact]
    public async Task Tells_the_parent_when_its_child_was_terminated()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.CreateAsync("Parent", instanceId: "a");
        await hub.UntilAsync("a/m/l", state => state.OrchestrationStatus == OrchestrationStatus.Running);

        await hub.Client.TerminateInstanceAsync(Named("a/m/l"), "gone");

        Assert.Equal(OrchestrationStatus.Failed, (await hub.WaitAsync("a")).OrchestrationStatus);
    }

    [Fact]
    public async Task Leaves_an_ended_and_an_unknown_instance_as_they_are()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Three", 1);
        await hub.WaitAsync(instance);

        await hub.Client.TerminateInstanceAsync(instance);
        await hub.Client.TerminateInstanceAsync(Named("nobody"));

        Assert.Equal(OrchestrationStatus.Completed, (await hub.WaitAsync(instance)).OrchestrationStatus);
        Assert.Empty(await hub.Service.GetOrchestrationStateAsync("nobody", true));
    }
}
