using DurableTask.Core;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Clients;

public sealed class PurgeTests
{
    private const string Rows =
        "SELECT (SELECT count(*) FROM instances) + (SELECT count(*) FROM origins) + (SELECT count(*) FROM history) + (SELECT count(*) FROM messages)";

    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Fail", _ => throw new InvalidOperationException("no"))
        .Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"));

    [Fact]
    public async Task Takes_everything_of_an_ended_instance_out_of_the_file()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "one"));

        Assert.Equal(1, (await hub.Service.PurgeInstanceStateAsync("one")).DeletedInstanceCount);
        Assert.Equal(0, (await hub.Service.PurgeInstanceStateAsync("one")).DeletedInstanceCount);

        Assert.Empty(await hub.Service.GetOrchestrationStateAsync("one", true));
        Assert.Equal(0, hub.Count(Rows));
    }

    [Fact]
    public async Task Leaves_an_open_instance_alone()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Listen", instanceId: "one");

        Assert.Equal(0, (await hub.Service.PurgeInstanceStateAsync("one")).DeletedInstanceCount);
        var filter = new PurgeInstanceFilter(DateTime.MinValue, null, null);
        Assert.Equal(0, (await hub.Service.PurgeInstanceStateAsync(filter)).DeletedInstanceCount);

        await hub.RaiseAsync("one", "word", "alive");
        Assert.Equal("\"alive\"", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Takes_more_than_one_step_when_there_are_many()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await Task.WhenAll(Enumerable.Range(0, 450).Select(async number => await hub.WaitAsync(await hub.CreateAsync("Three", number))));

        var result = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null));

        Assert.Equal((450, true), (result.DeletedInstanceCount, result.IsComplete));
        Assert.Equal(0, hub.Count(Rows));
    }

    [Fact]
    public async Task Stops_when_its_time_is_over()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1));

        var result = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null) { Timeout = TimeSpan.Zero });

        Assert.Equal((0, false), (result.DeletedInstanceCount, result.IsComplete));
    }

    [Fact]
    public async Task Takes_also_what_cannot_be_read()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "damaged"));
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "whole"));
        await hub.CloseAsync();
        hub.Damage("UPDATE origins SET tags = '{' WHERE instance = (SELECT id FROM instances WHERE instance_id = 'damaged')");
        hub.Reopen();

        var result = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null));

        Assert.Equal((2, true), (result.DeletedInstanceCount, result.IsComplete));
        Assert.Equal(0, hub.Count(Rows));
    }

    [Fact]
    public async Task Takes_only_what_the_filter_names()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "good"));
        await hub.WaitAsync(await hub.CreateAsync("Fail", 1, "bad"));
        var between = DateTime.UtcNow;
        await hub.WaitAsync(await hub.CreateAsync("Fail", 1, "late"));

        var result = await hub.Service.PurgeInstanceStateAsync(
            new PurgeInstanceFilter(between.AddMinutes(-1), between, [OrchestrationStatus.Failed, OrchestrationStatus.Running]));

        Assert.Equal(1, result.DeletedInstanceCount);
        Assert.Empty(await hub.Service.GetOrchestrationStateAsync("bad", true));
        Assert.Equal(2, hub.Count("SELECT count(*) FROM instances"));
    }

    [Theory]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter)]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter)]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter)]
    public async Task Takes_what_is_older_than_a_time(OrchestrationStateTimeRangeFilterType by)
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "old"));
        var threshold = DateTime.UtcNow;
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "new"));

        await hub.Client.PurgeOrchestrationInstanceHistoryAsync(threshold, by);

        Assert.Empty(await hub.Service.GetOrchestrationStateAsync("old", true));
        Assert.NotEmpty(await hub.Service.GetOrchestrationStateAsync("new", true));
    }
}
