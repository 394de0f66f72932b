using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class ClientTests
{
    private static TestFunctions Functions => new TestFunctions()
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
        .Orchestrator<string, string?>("Echo", context => Task.FromResult(context.GetInput<string>()));

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
    public async Task Terminates_an_open_instance()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.TerminateInstanceAsync(id, "stopped", TestEngine.Deadline);
        var end = await engine.EndOfAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stopped"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task A_suspended_instance_keeps_its_events_until_it_is_resumed()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.SuspendInstanceAsync(id, "hold on", TestEngine.Deadline);
        await TestEngine.EventuallyAsync(async () =>
            (await engine.Client.GetInstanceAsync(id, TestEngine.Deadline))!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await engine.Client.RaiseEventAsync(id, "go", "x", TestEngine.Deadline);
        await engine.CrashAsync();
        await engine.RunAsync(Functions);
        var still = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        await engine.Client.ResumeInstanceAsync(id, "go on", TestEngine.Deadline);

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

        await TestEngine.PassAsync(TimeSpan.FromSeconds(2));
        var between = TestEngine.Now.AddSeconds(-1);
        await engine.StartInstanceAsync("Wait", id: "job-4");

        var pages = await engine.Client.GetAllInstancesAsync(new() { InstanceIdPrefix = "job-", PageSize = 3 }).AsPages().ToListAsync(TestEngine.Deadline);
        var rest = await IdsAsync(engine.Client.GetAllInstancesAsync(new() { InstanceIdPrefix = "job-", ContinuationToken = pages[0].ContinuationToken }));
        var running = await IdsAsync(engine.Client.GetAllInstancesAsync(new() { Statuses = [OrchestrationRuntimeStatus.Running] }));
        var early = await IdsAsync(engine.Client.GetAllInstancesAsync(new() { CreatedTo = between }));
        var late = await IdsAsync(engine.Client.GetAllInstancesAsync(new() { CreatedFrom = between, FetchInputsAndOutputs = true }));

        Assert.Equal([3, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(["job-1", "job-2", "job-3", "job-4"], pages.SelectMany(page => page.Values).Select(instance => instance.InstanceId).Order());
        Assert.Equal(pages[1].Values.Select(instance => instance.InstanceId), rest);
        Assert.Equal(["job-4"], running);
        Assert.Equal(["job-1", "job-2", "job-3", "other"], early);
        Assert.Equal(["job-4"], late);
    }

    [Fact]
    public async Task Purges_what_has_ended_and_nothing_else()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var begun = TestEngine.Now;
        await engine.RunInstanceAsync("Echo", "x", "ended");
        await engine.RunInstanceAsync("Echo", "x", "ended too");
        await engine.StartInstanceAsync("Wait", id: "open");

        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("open", TestEngine.Deadline)).PurgedInstanceCount);
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync("ended", TestEngine.Deadline)).PurgedInstanceCount);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("ended", TestEngine.Deadline)).PurgedInstanceCount);
        var filter = new PurgeInstancesFilter(begun, TestEngine.Now, [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(1, (await engine.Client.PurgeAllInstancesAsync(filter, TestEngine.Deadline)).PurgedInstanceCount);

        Assert.Equal(["open"], await IdsAsync(engine.Client.GetAllInstancesAsync()));
    }

    /// <summary>Sorted, because each backend has its own order.</summary>
    private static async Task<string[]> IdsAsync(AsyncPageable<OrchestrationMetadata> instances) =>
        await instances.Select(instance => instance.InstanceId).Order().ToArrayAsync(TestEngine.Deadline);
}
