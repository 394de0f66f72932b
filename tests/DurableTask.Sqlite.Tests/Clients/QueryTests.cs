using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Tests.Hubs;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests.Clients;

public sealed class QueryTests
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Fail", _ => throw new InvalidOperationException("no"))
        .Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"));

    private static async Task<List<OrchestrationState>> ListAsync(TestHub hub, OrchestrationQuery query)
    {
        var all = new List<OrchestrationState>();
        do
        {
            var page = await hub.Service.GetOrchestrationWithQueryAsync(query, TestContext.Current.CancellationToken);
            Assert.InRange(page.OrchestrationState.Count, 0, query.PageSize);
            all.AddRange(page.OrchestrationState);
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null);
        return all;
    }

    private static IEnumerable<string> Ids(IEnumerable<OrchestrationState> states) => states.Select(state => state.OrchestrationInstance.InstanceId);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task Gives_every_instance_once_whatever_the_size_of_a_page(int pageSize)
    {
        await using var hub = TestHub.Open(Program);
        var made = Enumerable.Range(0, 20).Select(number => $"{number % 7}-{number}").ToList();
        foreach (var id in made)
        {
            await hub.CreateAsync("Three", 1, id);
        }

        Assert.Equal(made, Ids(await ListAsync(hub, new OrchestrationQuery { PageSize = pageSize })));
    }

    [Fact]
    public async Task Filters_by_status()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "completed"));
        await hub.WaitAsync(await hub.CreateAsync("Fail", 1, "failed"));
        await hub.CreateAsync("Listen", 1, "running");
        await hub.UntilAsync("running", state => state.OrchestrationStatus == OrchestrationStatus.Running);

        var ended = await ListAsync(hub, new OrchestrationQuery { RuntimeStatus = [OrchestrationStatus.Completed, OrchestrationStatus.Failed] });
        var running = await ListAsync(hub, new OrchestrationQuery { RuntimeStatus = [OrchestrationStatus.Running] });

        Assert.Equal(["completed", "failed"], Ids(ended));
        Assert.Equal(["running"], Ids(running));
    }

    [Fact]
    public async Task Filters_by_prefix_time_hub_and_kind()
    {
        await using var hub = TestHub.Open(Program);
        var before = DateTime.UtcNow;
        foreach (var id in (string[])["a-1", "a_2", "A-3", "%", "@e@1"])
        {
            await hub.CreateAsync("Three", 1, id);
        }

        var after = DateTime.UtcNow;

        Assert.Equal(["a-1"], Ids(await ListAsync(hub, new OrchestrationQuery { InstanceIdPrefix = "a-" })));
        Assert.Equal(["%"], Ids(await ListAsync(hub, new OrchestrationQuery { InstanceIdPrefix = "%" })));
        Assert.Equal(4, (await ListAsync(hub, new OrchestrationQuery { ExcludeEntities = true })).Count);
        Assert.Equal(5, (await ListAsync(hub, new OrchestrationQuery { CreatedTimeFrom = before, CreatedTimeTo = after })).Count);
        Assert.Empty(await ListAsync(hub, new OrchestrationQuery { CreatedTimeTo = before.AddSeconds(-1) }));
        Assert.Empty(await ListAsync(hub, new OrchestrationQuery { CreatedTimeFrom = after.AddSeconds(1) }));
        Assert.Empty(await ListAsync(hub, new OrchestrationQuery { TaskHubNames = ["another"] }));
        Assert.Equal(5, (await ListAsync(hub, new OrchestrationQuery { TaskHubNames = ["TaskHub"] })).Count);
    }

    [Fact]
    public async Task Leaves_inputs_and_outputs_out_when_asked_to()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1));

        var without = Assert.Single(await ListAsync(hub, new OrchestrationQuery { FetchInputsAndOutputs = false }));
        var with = Assert.Single(await ListAsync(hub, new OrchestrationQuery()));

        Assert.Equal((null, null), (without.Input, without.Output));
        Assert.Equal(("1", "4"), (with.Input, with.Output));
    }

    [Fact]
    public async Task Refuses_a_continuation_token_of_somebody_else()
    {
        await using var hub = TestHub.Open(Program);

        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(hub, new OrchestrationQuery { ContinuationToken = "abc" }));
    }

    [Fact]
    public async Task Knows_an_execution_by_its_id()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Three", 1);
        await hub.WaitAsync(instance);

        Assert.NotNull(await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, instance.ExecutionId));
        Assert.Null(await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, "another"));
        Assert.Null(await hub.Service.GetOrchestrationStateAsync("nobody", (string?)null));
    }

    [Fact]
    public async Task Shows_the_history_as_the_engine_names_it()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Three", 1);
        await hub.WaitAsync(instance);

        var history = JArray.Parse(await hub.Client.GetOrchestrationHistoryAsync(instance));

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            history.Select(item => item["EventType"]!.ToObject<EventType>()));
        Assert.Equal("[]", await hub.Service.GetOrchestrationHistoryAsync("nobody", null));
    }

    [Fact]
    public async Task Waits_for_an_instance_that_is_started_later()
    {
        await using var hub = await TestHub.StartAsync(Program);

        var waiting = hub.WaitAsync("soon");
        await hub.CreateAsync("Three", 1, "soon");

        Assert.Equal("4", (await waiting).Output);
    }

    [Fact]
    public async Task Gives_up_waiting_after_the_caller_s_time_or_when_told_to()
    {
        await using var hub = TestHub.Open(Program);
        await hub.CreateAsync("Listen", instanceId: "one");
        using var canceled = new CancellationTokenSource(50);

        await Assert.ThrowsAsync<TimeoutException>(() =>
            hub.Service.WaitForOrchestrationAsync("one", null, TimeSpan.FromMilliseconds(50), CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            hub.Service.WaitForOrchestrationAsync("one", null, TimeSpan.FromMinutes(1), canceled.Token));
    }
}
