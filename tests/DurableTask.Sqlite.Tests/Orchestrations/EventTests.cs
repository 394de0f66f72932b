using DurableTask.Core;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Orchestrations;

public sealed class EventTests
{
    private static readonly TestProgram Program = new TestProgram()
        .Activity("Wait", async (_, _) =>
        {
            await Task.Delay(50);
            return null;
        })
        .Orchestrator("Late", async orchestration =>
        {
            await orchestration.CallAsync<object>("Wait", 1);
            return await orchestration.EventAsync<string>("word");
        })
        .Orchestrator("Hundred", async orchestration =>
        {
            var numbers = new List<int>();
            while (numbers.Count < 100)
            {
                numbers.Add(await orchestration.EventAsync<int>("number"));
            }

            return numbers;
        })
        .Orchestrator("Flood", async orchestration =>
        {
            var sum = 0;
            for (var left = orchestration.Input<int>(); left > 0; left--)
            {
                sum += await orchestration.EventAsync<int>("number");
            }

            return sum;
        })
        .Orchestrator("Send", orchestration =>
        {
            orchestration.Context.SendEvent(new OrchestrationInstance { InstanceId = orchestration.Input<string>() }, "word", "hello");
            return Task.FromResult<object?>(null);
        });

    [Fact]
    public async Task Keeps_an_event_that_arrives_before_anybody_waits()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Late");
        await hub.RaiseAsync(instance.InstanceId, "word", "early");

        Assert.Equal("\"early\"", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Keeps_an_event_that_arrives_before_the_first_episode()
    {
        await using var hub = TestHub.Open(Program);
        var instance = await hub.CreateAsync("Late");
        await hub.RaiseAsync(instance.InstanceId, "word", "earlier");
        await hub.RestartAsync();

        Assert.Equal("\"earlier\"", (await hub.WaitAsync(instance)).Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public async Task Hands_events_on_in_the_order_in_which_they_were_raised(int idleMilliseconds)
    {
        await using var hub = await TestHub.StartAsync(
            Program, path => new(path) { ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(idleMilliseconds) });
        var instance = await hub.CreateAsync("Hundred");
        for (var number = 0; number < 100; number++)
        {
            await hub.RaiseAsync(instance.InstanceId, "number", number);
        }

        Assert.Equal($"[{string.Join(',', Enumerable.Range(0, 100))}]", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Takes_a_flood_of_events_in_more_than_one_episode()
    {
        await using var hub = TestHub.Open(Program);
        var instance = await hub.CreateAsync("Flood", 2_500);
        await Task.WhenAll(Enumerable.Range(0, 2_500).Select(_ => hub.RaiseAsync(instance.InstanceId, "number", 1)));

        await hub.RestartAsync();

        Assert.Equal("2500", (await hub.WaitAsync(instance)).Output);
        Assert.Equal(3, hub.Count("SELECT count(*) FROM history"));
    }

    [Fact]
    public async Task Drops_an_event_to_an_instance_that_does_not_exist()
    {
        await using var hub = TestHub.Open(Program);
        await hub.RaiseAsync("nobody", "word", "lost");

        await hub.CreateAsync("Late", instanceId: "nobody");

        Assert.Equal(1, hub.Count("SELECT count(*) FROM messages"));
    }

    [Fact]
    public async Task Drops_an_event_to_an_instance_that_has_ended()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Send", "nobody");
        var end = await hub.WaitAsync(instance);

        await hub.RaiseAsync(instance.InstanceId, "word", "lost");

        Assert.Equal(0, hub.Count("SELECT count(*) FROM messages"));
        Assert.Equal(end.LastUpdatedTime, (await hub.WaitAsync(instance)).LastUpdatedTime);
    }

    [Fact]
    public async Task Carries_an_event_from_one_orchestration_to_another()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var receiver = await hub.CreateAsync("Late");

        await hub.CreateAsync("Send", receiver.InstanceId);

        Assert.Equal("\"hello\"", (await hub.WaitAsync(receiver)).Output);
    }
}
