using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Sqlite.Entities;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Entities;

public sealed class EntityTests
{
    private static readonly EntityId One = new("counter", "one");

    private static TestProgram Program => new TestProgram()
        .Entity("counter", () => new Counter())
        .Orchestrator("Call", async orchestration =>
        {
            var entities = new EntityCaller(orchestration);
            await entities.CallAsync(One, "add", "5");
            return await entities.CallAsync(One, "get");
        })
        .Orchestrator("Move", async orchestration =>
        {
            var entities = new EntityCaller(orchestration);
            await entities.LockAsync(One, new EntityId("counter", "two"));
            await entities.CallAsync(One, "add", "-1");
            await entities.CallAsync(new EntityId("counter", "two"), "add", "1");
            entities.Unlock();
            return null;
        })
        .Orchestrator("Hold", async orchestration =>
        {
            await new EntityCaller(orchestration).LockAsync(One);
            return await orchestration.EventAsync<string>("never");
        });

    private static Task SignalAsync(TestHub hub, EntityId entity, string operation, string? input = null, DateTime? at = null) =>
        hub.Service.SendTaskOrchestrationMessageAsync(ClientEntityHelpers.EmitOperationSignal(
            new OrchestrationInstance { InstanceId = entity.ToString() },
            Guid.NewGuid(),
            operation,
            input,
            at is { } time ? (time, time) : null,
            null,
            null,
            false).AsTaskMessage());

    private static async Task<string?> StateAsync(TestHub hub, EntityId entity) =>
        (await hub.Service.EntityBackendQueries.GetEntityAsync(entity, includeState: true))?.SerializedState;

    private static async Task UntilAsync(TestHub hub, EntityId entity, string? expected)
    {
        for (var left = 500; left > 0 && await StateAsync(hub, entity) != expected; left--)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, await StateAsync(hub, entity));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Makes_an_entity_with_its_first_signal_and_hears_every_signal_once(int idleMilliseconds)
    {
        await using var hub = await TestHub.StartAsync(Program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(idleMilliseconds) });

        await Task.WhenAll(Enumerable.Range(1, 100).Select(number => SignalAsync(hub, One, "add", $"{number}")));

        await UntilAsync(hub, One, "5050");
    }

    [Fact]
    public async Task Keeps_its_state_over_a_restart()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await SignalAsync(hub, One, "add", "3");
        await UntilAsync(hub, One, "3");

        await hub.RestartAsync();
        await SignalAsync(hub, One, "add", "4");

        await UntilAsync(hub, One, "7");
    }

    [Fact]
    public async Task Hears_a_signal_at_its_time_although_others_come_before()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await SignalAsync(hub, One, "add", "100", DateTime.UtcNow.AddMilliseconds(700));
        await SignalAsync(hub, One, "add", "1");

        await UntilAsync(hub, One, "1");
        await hub.RestartAsync();
        await UntilAsync(hub, One, "101");
    }

    [Fact]
    public async Task Answers_an_orchestration()
    {
        await using var hub = await TestHub.StartAsync(Program);

        Assert.Equal("\"5\"", (await hub.WaitAsync(await hub.CreateAsync("Call"))).Output);
    }

    [Fact]
    public async Task Lets_one_orchestration_at_a_time_lock_several()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await hub.WaitAsync(await hub.CreateAsync("Move"))));

        await UntilAsync(hub, One, "-10");
        await UntilAsync(hub, new EntityId("counter", "two"), "10");
    }

    [Fact]
    public async Task Lists_entities_in_pages_and_not_those_without_a_state()
    {
        await using var hub = await TestHub.StartAsync(Program);
        foreach (var key in (string[])["a", "b", "c", "empty"])
        {
            await SignalAsync(hub, new EntityId("counter", key), "add", "1");
        }

        await SignalAsync(hub, new EntityId("counter", "empty"), "delete");
        await UntilAsync(hub, new EntityId("counter", "empty"), null);
        await UntilAsync(hub, new EntityId("counter", "c"), "1");
        await hub.WaitAsync(await hub.CreateAsync("Call", instanceId: "no-entity"));

        var keys = new List<string>();
        string? token = null;
        do
        {
            var page = await hub.Service.EntityBackendQueries.QueryEntitiesAsync(
                new EntityBackendQueries.EntityQuery { PageSize = 2, ContinuationToken = token }, TestContext.Current.CancellationToken);
            keys.AddRange(page.Results.Select(entity => entity.EntityId.Key));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(["a", "b", "c", "one"], keys.Order());
    }

    [Fact]
    public async Task Cleans_up_empty_entities_and_locks_of_orchestrations_that_are_gone()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var empty = new EntityId("counter", "empty");
        await SignalAsync(hub, empty, "delete");
        await SignalAsync(hub, One, "add", "1");
        await UntilAsync(hub, One, "1");
        var holder = await hub.CreateAsync("Hold");
        await hub.UntilAsync(One.ToString(), state => state.Status.Contains("lockedBy", StringComparison.Ordinal));
        await hub.Client.TerminateInstanceAsync(holder);
        await hub.WaitAsync(holder);
        await SignalAsync(hub, One, "add", "1");
        await hub.UntilAsync(empty.ToString(), state => state.Status is not null && hub.Count("SELECT count(*) FROM messages") == 0);

        var result = await hub.Service.EntityBackendQueries.CleanEntityStorageAsync(
            new EntityBackendQueries.CleanEntityStorageRequest { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true },
            TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (result.OrphanedLocksReleased, result.EmptyEntitiesRemoved));
        Assert.Empty(await hub.Service.GetOrchestrationStateAsync(empty.ToString(), true));
        await UntilAsync(hub, One, "2");
    }

    [Fact]
    public async Task Cleans_up_no_entity_that_got_a_state_since_it_was_found_empty()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await SignalAsync(hub, One, "delete");
        var empty = await hub.UntilAsync(One.ToString(), state => state.Status is not null && hub.Count("SELECT count(*) FROM messages") == 0);
        var row = hub.Count("SELECT id FROM instances");
        await SignalAsync(hub, One, "add", "1");
        await UntilAsync(hub, One, "1");
        await hub.CloseAsync();

        using (var open = OpenHub.Open(new SqliteOrchestrationServiceOptions(hub.Path)))
        {
            Assert.Equal(0, await open.WriteAsync(new EmptyEntitiesRemoval(open, [(row, empty.Status)])));
        }

        hub.Reopen();
        Assert.Equal("1", await StateAsync(hub, One));
    }
}
