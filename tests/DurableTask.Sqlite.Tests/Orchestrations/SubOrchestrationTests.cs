using DurableTask.Core.Exceptions;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Orchestrations;

public sealed class SubOrchestrationTests
{
    private static readonly TestProgram Program = TestProgram.Chain()
        .Orchestrator("Fail", _ => throw new InvalidOperationException("child is down"))
        .Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"))
        .Orchestrator("Call", async orchestration =>
        {
            var (name, id, input) = orchestration.Input<(string, string?, int)>();
            try
            {
                return id is null
                    ? await orchestration.Context.CreateSubOrchestrationInstance<object>(name, "", input)
                    : await orchestration.Context.CreateSubOrchestrationInstance<object>(name, "", id, input);
            }
            catch (SubOrchestrationFailedException exception)
            {
                return exception.FailureDetails!.ErrorMessage;
            }
        })
        .Orchestrator("Many", async orchestration => (await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            orchestration.Context.CreateSubOrchestrationInstance<int>("Three", "", number)))).Sum());

    [Fact]
    public async Task Gives_a_child_its_input_and_the_parent_its_result()
    {
        await using var hub = await TestHub.StartAsync(Program);

        Assert.Equal("8", (await hub.WaitAsync(await hub.CreateAsync("Call", ("Three", "kid", 5)))).Output);

        var child = await hub.WaitAsync("kid");
        Assert.Equal("Call", child.ParentInstance!.Name);
    }

    [Fact]
    public async Task Runs_many_children_at_once()
    {
        await using var hub = await TestHub.StartAsync(Program);

        Assert.Equal("1375", (await hub.WaitAsync(await hub.CreateAsync("Many"))).Output);
    }

    [Fact]
    public async Task Tells_the_parent_why_a_child_failed()
    {
        await using var hub = await TestHub.StartAsync(Program);

        Assert.Equal("\"child is down\"", (await hub.WaitAsync(await hub.CreateAsync("Call", ("Fail", (string?)null, 0)))).Output);
    }

    [Fact]
    public async Task Fails_the_call_when_the_child_s_id_is_taken_by_an_open_instance()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.CreateAsync("Listen", instanceId: "taken");

        var end = await hub.WaitAsync(await hub.CreateAsync("Call", ("Three", "taken", 1)));

        Assert.Contains("'taken' already exists", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replaces_an_ended_instance_by_a_child_of_its_id()
    {
        await using var hub = await TestHub.StartAsync(Program);
        await hub.WaitAsync(await hub.CreateAsync("Three", 1, "kid"));

        Assert.Equal("13", (await hub.WaitAsync(await hub.CreateAsync("Call", ("Three", "kid", 10)))).Output);
        Assert.Equal("13", (await hub.WaitAsync("kid")).Output);
    }

    [Fact]
    public async Task Hands_its_tags_down()
    {
        await using var hub = await TestHub.StartAsync(Program);
        var tags = new Dictionary<string, string> { ["color"] = "red" };
        var instance = await hub.Client.CreateOrchestrationInstanceAsync("Call", "", "tagged", ("Three", "kid", 5), tags);
        await hub.WaitAsync(instance);

        await hub.RestartAsync();

        Assert.Equal("red", (await hub.WaitAsync(instance)).Tags["color"]);
        Assert.Equal("red", (await hub.WaitAsync("kid")).Tags["color"]);
    }
}
