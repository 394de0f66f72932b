using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Recovery;

/// <summary>One damaged record ends one instance, which says why, and nothing else.</summary>
public sealed class CorruptRecordTests : IDisposable
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Pause", async orchestration => await orchestration.EventAsync<int>("word"))
        .Orchestrator("Parent", async orchestration =>
        {
            try
            {
                return await orchestration.Context.CreateSubOrchestrationInstance<int>("Pause", "", "child", null);
            }
            catch (SubOrchestrationFailedException exception)
            {
                return exception.FailureDetails!.ErrorMessage;
            }
        });

    private readonly LineLogger _log = new();

    private SqliteOrchestrationServiceOptions Options(string path) => new(path) { LoggerFactory = _log };

    public void Dispose() => _log.Dispose();

    private static async Task DamageAsync(TestHub hub, string sql)
    {
        await hub.CloseAsync();
        hub.Damage(sql);
        hub.Reopen();
        await hub.StartWorkerAsync();
    }

    [Fact]
    public async Task Fails_an_instance_whose_message_cannot_be_read()
    {
        await using var hub = TestHub.Open(Program, Options);
        var damaged = await hub.CreateAsync("Three", 1);
        var whole = await hub.CreateAsync("Three", 2);

        await DamageAsync(hub, "UPDATE messages SET body = x'7b' WHERE id = (SELECT min(id) FROM messages)");
        var end = await hub.WaitAsync(damaged);

        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationStatus);
        Assert.Contains("cannot be read", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("5", (await hub.WaitAsync(whole)).Output);
        Assert.StartsWith($"Error 2 The orchestration {damaged.InstanceId} was ended as failed: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE history SET events = x'5b5d' WHERE instance = (SELECT id FROM instances WHERE instance_id = 'child')")]
    [InlineData("UPDATE history SET events = x'00ff' WHERE instance = (SELECT id FROM instances WHERE instance_id = 'child')")]
    [InlineData("INSERT INTO history (id, instance, events) SELECT id + 1000, instance, events FROM history WHERE instance = (SELECT id FROM instances WHERE instance_id = 'child')")]
    public async Task Fails_an_instance_whose_history_cannot_be_read_and_tells_its_parent(string damage)
    {
        await using var hub = await TestHub.StartAsync(Program, Options);
        var parent = await hub.CreateAsync("Parent");
        await hub.UntilAsync("child", state => state.OrchestrationStatus == OrchestrationStatus.Running);

        await DamageAsync(hub, damage);
        await hub.RaiseAsync("child", "word", 1);

        Assert.Equal(OrchestrationStatus.Failed, (await hub.WaitAsync("child")).OrchestrationStatus);
        Assert.Equal(OrchestrationStatus.Completed, (await hub.WaitAsync(parent)).OrchestrationStatus);
    }

    [Fact]
    public async Task Fails_an_activity_that_cannot_be_read()
    {
        await using var hub = await TestHub.StartAsync(new TestProgram()
            .Orchestrator("Call", async orchestration => await orchestration.CallAsync<int>("Add", 1))
            .Activity("Add", (_, _) => throw new SessionAbortedException("never")), Options);
        var instance = await hub.CreateAsync("Call");
        await hub.UntilAsync(instance.InstanceId, _ => hub.Count("SELECT count(*) FROM activities") == 1);

        await DamageAsync(hub, "UPDATE activities SET body = x'00'");
        var end = await hub.WaitAsync(instance);

        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationStatus);
        Assert.Contains("cannot be read", end.Output, StringComparison.Ordinal);
        Assert.StartsWith($"Error 3 An activity of the orchestration {instance.InstanceId} counts as failed: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }
}
