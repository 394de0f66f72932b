using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

public sealed class ClientTests
{
    private static TestFunctions Functions => new TestFunctions()
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>()));

    [Fact]
    public async Task An_unknown_instance_is_null()
    {
        await using var engine = await TestEngine.StartAsync(Functions);

        Assert.Null(await engine.Client.GetInstanceAsync("nobody", getInputsAndOutputs: true, TestEngine.Deadline));
    }

    [Fact]
    public async Task Inputs_and_outputs_are_there_only_when_asked_for()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = (await engine.RunInstanceAsync("Echo", "hello")).InstanceId;

        var bare = (await engine.Client.GetInstanceAsync(id, TestEngine.Deadline))!;
        var full = (await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true, TestEngine.Deadline))!;

        Assert.Equal((null, null), (bare.SerializedInput, bare.SerializedOutput));
        Assert.Throws<InvalidOperationException>(bare.ReadOutputAs<string>);
        Assert.Equal(("\"hello\"", "\"hello\""), (full.SerializedInput, full.SerializedOutput));
    }

    [Fact]
    public async Task Starting_the_id_of_an_open_instance_fails_and_of_an_ended_one_replaces_it()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        await engine.StartInstanceAsync("Wait", id: "one");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.RunInstanceAsync("Echo", "again", "one"));
        await engine.Client.RaiseEventAsync("one", "go", "first", TestEngine.Deadline);
        var first = await engine.EndOfAsync("one");
        var second = await engine.RunInstanceAsync("Echo", "second", "one");

        Assert.Equal("first", first.ReadOutputAs<string>());
        Assert.Equal(("Echo", "second"), (second.Name, second.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task A_later_start_stays_pending_until_then()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", new StartOrchestrationOptions(null, TestEngine.Noon.AddMinutes(10)), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", "early", TestEngine.Deadline);

        var before = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        engine.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before!.RuntimeStatus);
        Assert.Equal("early", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiting_for_an_instance_begins_before_it_exists()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var waiting = engine.EndOfAsync("later");

        await engine.RunInstanceAsync("Echo", "x", "later");

        Assert.Equal("x", (await waiting).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiting_can_be_canceled()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.StartInstanceAsync("Wait");
        using var stop = new CancellationTokenSource();
        var waiting = engine.Client.WaitForInstanceCompletionAsync(id, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Terminates_an_open_instance_and_refuses_an_ended_or_unknown_one()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.TerminateInstanceAsync(id, "stopped", TestEngine.Deadline);
        var end = await engine.EndOfAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stopped"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.TerminateInstanceAsync(id, TestEngine.Deadline));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.TerminateInstanceAsync("nobody", TestEngine.Deadline));
    }

    [Fact]
    public async Task A_suspended_instance_keeps_its_events_until_it_is_resumed()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.SuspendInstanceAsync(id, "hold on", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", "x", TestEngine.Deadline);
        var suspended = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        await engine.CrashAsync();
        await engine.RunAsync(Functions);
        var still = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        await engine.Client.ResumeInstanceAsync(id, "go on", TestEngine.Deadline);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended!.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, still!.RuntimeStatus);
        Assert.Equal("x", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Lists_by_prefix_status_and_date_in_pages()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        foreach (var id in (string[])["job-1", "job-2", "job-3", "other"])
        {
            await engine.RunInstanceAsync("Echo", id, id);
        }

        engine.Time.Advance(TimeSpan.FromDays(1));
        await engine.StartInstanceAsync("Wait", id: "job-4");

        var pages = await PagesAsync(engine.Client.GetAllInstancesAsync(new() { InstanceIdPrefix = "job-", PageSize = 3 }));
        var rest = await PagesAsync(engine.Client.GetAllInstancesAsync(new() { InstanceIdPrefix = "job-", ContinuationToken = "job-2" }));
        var running = await PagesAsync(engine.Client.GetAllInstancesAsync(new() { Statuses = [OrchestrationRuntimeStatus.Running] }));
        var early = await PagesAsync(engine.Client.GetAllInstancesAsync(new() { CreatedTo = TestEngine.Noon.AddHours(1) }));
        var late = await PagesAsync(engine.Client.GetAllInstancesAsync(new() { CreatedFrom = TestEngine.Noon.AddHours(1), FetchInputsAndOutputs = true }));

        Assert.Equal([["job-1", "job-2", "job-3"], ["job-4"]], pages);
        Assert.Equal([["job-3", "job-4"]], rest);
        Assert.Equal([["job-4"]], running);
        Assert.Equal([["job-1", "job-2", "job-3", "other"]], early);
        Assert.Equal([["job-4"]], late);
    }

    [Fact]
    public async Task Purges_what_has_ended_and_nothing_else()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        await engine.RunInstanceAsync("Echo", "x", "ended");
        await engine.RunInstanceAsync("Echo", "x", "ended too");
        await engine.StartInstanceAsync("Wait", id: "open");

        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("open", TestEngine.Deadline)).PurgedInstanceCount);
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync("ended", TestEngine.Deadline)).PurgedInstanceCount);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("ended", TestEngine.Deadline)).PurgedInstanceCount);
        var filter = new PurgeInstancesFilter(TestEngine.Noon, TestEngine.Noon, [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(1, (await engine.Client.PurgeAllInstancesAsync(filter, TestEngine.Deadline)).PurgedInstanceCount);

        Assert.Equal([["open"]], await PagesAsync(engine.Client.GetAllInstancesAsync()));
    }

    private static async Task<List<string[]>> PagesAsync(AsyncPageable<OrchestrationMetadata> instances)
    {
        var pages = new List<string[]>();
        await foreach (var page in instances.AsPages())
        {
            pages.Add([.. page.Values.Select(instance => instance.InstanceId)]);
        }

        return pages;
    }
}
