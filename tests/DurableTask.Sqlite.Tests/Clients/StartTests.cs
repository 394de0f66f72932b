using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Settings;
using DurableTask.Sqlite.Tests.Hubs;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Clients;

public sealed class StartTests
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"));

    [Fact]
    public async Task Refuses_an_id_of_an_open_instance()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.CreateAsync("Listen", instanceId: "one");

        var exception = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.CreateAsync("Listen", instanceId: "one"));

        Assert.Contains("'one'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replaces_an_instance_that_has_ended()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "one"));

        var second = await hub.CreateAsync("Three", 10, "one");

        Assert.Equal("13", (await hub.WaitAsync(second)).Output);
        Assert.Equal(1, hub.Count("SELECT count(*) FROM instances"));
        Assert.Equal(4, hub.Count("SELECT count(*) FROM history"));
    }

    [Fact]
    public async Task Refuses_the_states_that_the_caller_names_and_no_others()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "one"));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() =>
            hub.Client.CreateOrchestrationInstanceAsync("Three", "", "one", 2, null, [OrchestrationStatus.Completed]));
        await hub.Client.CreateOrchestrationInstanceAsync("Three", "", "one", 2, null, [OrchestrationStatus.Failed]);

        Assert.Equal("5", (await hub.UntilAsync("one", state => state.OrchestrationStatus == OrchestrationStatus.Completed)).Output);
    }

    [Fact]
    public async Task Replaces_a_running_instance_when_the_caller_insists_and_its_late_answers_change_nothing()
    {
        using var go = new SemaphoreSlim(0);
        var program = new TestProgram()
            .Activity("Wait", async (_, input) =>
            {
                await go.WaitAsync();
                return input!.ToObject<string>();
            })
            .Orchestrator("Call", async orchestration => await orchestration.CallAsync<string>("Wait", orchestration.Input<string>()));
        await using var hub = await TestHub.StartAsync(program);
        await hub.CreateAsync("Call", "first", "one");
        await hub.UntilAsync("one", state => state.OrchestrationStatus == OrchestrationStatus.Running);

        var second = await hub.Client.CreateOrchestrationInstanceAsync("Call", "", "one", "second", null, []);
        go.Release(2);

        Assert.Equal("\"second\"", (await hub.WaitAsync(second)).Output);
    }

    [Fact]
    public async Task Refuses_any_instance_of_the_id_without_a_list_of_states()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var instance = await hub.CreateAsync("Three", 1, "one");
        await hub.WaitAsync(instance);
        var message = new TaskMessage
        {
            OrchestrationInstance = instance,
            Event = new ExecutionStartedEvent(-1, "1") { Name = "Three", Version = "", OrchestrationInstance = instance },
        };

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Service.CreateTaskOrchestrationAsync(message));
    }

    [Fact]
    public async Task Lets_one_of_many_starters_of_the_same_id_win()
    {
        await using var hub = await TestHub.StartAsync(Program);

        var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            try
            {
                await hub.CreateAsync("Listen", number, "one");
                return number;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return -1;
            }
        }));

        var winner = Assert.Single(starts, number => number >= 0);
        Assert.Equal($"{winner}", (await hub.Service.GetOrchestrationStateAsync("one", true))[0].Input);
    }

    [Fact]
    public async Task Runs_the_version_that_was_asked_for()
    {
        var program = new TestProgram()
            .Orchestrator("Speak", _ => Task.FromResult<object?>("one"), "1")
            .Orchestrator("Speak", _ => Task.FromResult<object?>("two"), "2");
        await using var hub = await TestHub.StartAsync(program);

        var first = await hub.WaitAsync(await hub.CreateAsync("Speak", version: "1"));
        var second = await hub.WaitAsync(await hub.CreateAsync("Speak", version: "2"));

        Assert.Equal(("\"one\"", "1", "\"two\"", "2"), (first.Output, first.Version, second.Output, second.Version));
    }

    [Fact]
    public async Task Keeps_for_another_worker_what_one_rejects_for_its_version()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var program = new TestProgram { Versions = OnlyVersion("1") }.Orchestrator("Speak", _ => Task.FromResult<object?>("two"), "2");
        await using var hub = await TestHub.StartAsync(program, path => new(path) { TimeProvider = clock });
        var instance = await hub.CreateAsync("Speak", version: "2");
        for (var second = 0; second < 10; second++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(OrchestrationStatus.Pending, (await hub.Service.GetOrchestrationStateAsync(instance.InstanceId, true))[0].OrchestrationStatus);
        program.Versions = OnlyVersion("2");
        await hub.RestartAsync();

        Assert.Equal("\"two\"", (await hub.WaitAsync(instance)).Output);
    }

    private static VersioningSettings OnlyVersion(string version) => new()
    {
        Version = version,
        MatchStrategy = VersioningSettings.VersionMatchStrategy.Strict,
        FailureStrategy = VersioningSettings.VersionFailureStrategy.Reject,
    };
}
