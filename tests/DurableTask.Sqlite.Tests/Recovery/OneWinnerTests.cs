using DurableTask.Core;
using DurableTask.Core.Common;
using DurableTask.Core.History;
using DurableTask.Sqlite.Tests.Hubs;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Recovery;

/// <summary>Two outcomes of the same work, submitted directly: the first one counts.</summary>
public sealed class OneWinnerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static Task<TaskOrchestrationWorkItem?> LockAsync(TestHub hub) =>
        hub.Service.LockNextTaskOrchestrationWorkItemAsync(Soon, TestContext.Current.CancellationToken);

    private static async Task CompleteAsync(TestHub hub, TaskOrchestrationWorkItem item, params TaskMessage[] activities)
    {
        var state = item.OrchestrationRuntimeState;
        state.AddEvent(new OrchestratorStartedEvent(-1));
        foreach (var message in item.NewMessages)
        {
            state.AddEvent(message.Event);
        }

        await hub.Service.CompleteTaskOrchestrationWorkItemAsync(item, state, activities, [], [], null, Utils.BuildOrchestrationState(state));
        await hub.Service.ReleaseTaskOrchestrationWorkItemAsync(item);
    }

    [Fact]
    public async Task Drops_an_episode_whose_instance_was_ended_meanwhile()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var hub = TestHub.Open(TestProgram.Chain(), path => new(path) { TimeProvider = clock });
        var instance = await hub.Client.CreateScheduledOrchestrationInstanceAsync("Three", "", "one", 1, clock.GetUtcNow().UtcDateTime.AddHours(1));
        clock.Advance(TimeSpan.FromHours(2));
        var item = (await LockAsync(hub))!;
        await hub.Client.TerminateInstanceAsync(instance, "first");

        await CompleteAsync(hub, item, new TaskMessage { OrchestrationInstance = instance, Event = new TaskScheduledEvent(0, "Add") });

        var end = await hub.WaitAsync(instance);
        Assert.Equal((OrchestrationStatus.Terminated, "first"), (end.OrchestrationStatus, end.Output));
        Assert.Equal(0, hub.Count("SELECT (SELECT count(*) FROM history) + (SELECT count(*) FROM activities)"));
    }

    [Fact]
    public async Task Drops_an_episode_whose_instance_was_replaced_meanwhile()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await hub.CreateAsync("Three", 1, "one");
        var item = (await LockAsync(hub))!;
        await hub.Client.CreateOrchestrationInstanceAsync("Three", "", "one", 2, null, []);

        await CompleteAsync(hub, item);

        Assert.Equal(0, hub.Count("SELECT count(*) FROM history"));
        Assert.Equal("2", (await hub.Service.GetOrchestrationStateAsync("one", true))[0].Input);
        Assert.Equal("2", ((ExecutionStartedEvent)(await LockAsync(hub))!.NewMessages.Single().Event).Input);
    }

    [Fact]
    public async Task Takes_the_first_of_two_answers_of_an_activity()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        var instance = await hub.CreateAsync("Three", 1);
        await CompleteAsync(
            hub, (await LockAsync(hub))!, new TaskMessage { OrchestrationInstance = instance, Event = new TaskScheduledEvent(0, "Add") });
        var activity = (await hub.Service.LockNextTaskActivityWorkItem(Soon, TestContext.Current.CancellationToken))!;

        foreach (var answer in (string[])["first", "second"])
        {
            await hub.Service.CompleteTaskActivityWorkItemAsync(
                activity, new TaskMessage { OrchestrationInstance = instance, Event = new TaskCompletedEvent(-1, 0, answer) });
        }

        var message = Assert.Single((await LockAsync(hub))!.NewMessages);
        Assert.Equal("first", ((TaskCompletedEvent)message.Event).Result);
    }
}
