using DurableTask.Core;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Recovery;

public sealed class RestartTests
{
    [Fact]
    public async Task Goes_on_with_what_was_accepted_without_a_worker()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        var instances = new List<OrchestrationInstance>();
        for (var number = 0; number < 20; number++)
        {
            instances.Add(await hub.CreateAsync("Three", number));
        }

        await hub.RestartAsync();

        for (var number = 0; number < 20; number++)
        {
            Assert.Equal($"{number + 3}", (await hub.WaitAsync(instances[number])).Output);
        }
    }

    [Fact]
    public async Task Goes_on_in_the_middle_and_runs_answered_activities_no_more()
    {
        var program = TestProgram.Chain().Orchestrator("Pause", async orchestration =>
        {
            var before = await orchestration.CallAsync<int>("Add", 1);
            var word = await orchestration.EventAsync<int>("word");
            return await orchestration.CallAsync<int>("Add", before + word);
        });
        await using var hub = await TestHub.StartAsync(program);
        var instance = await hub.CreateAsync("Pause");
        await hub.UntilAsync(instance.InstanceId, _ => hub.Count("SELECT count(*) FROM history") == 2);

        await hub.RestartAsync();
        await hub.RaiseAsync(instance.InstanceId, "word", 10);

        Assert.Equal("13", (await hub.WaitAsync(instance)).Output);
        Assert.All(program.Runs.Values, runs => Assert.Equal(1, runs));
        Assert.Equal(2, program.Runs.Count);
    }

    [Fact]
    public async Task Runs_an_activity_again_that_had_not_answered()
    {
        using var stuck = new SemaphoreSlim(0);
        var program = new TestProgram()
            .Activity("Work", async (_, _) =>
            {
                await stuck.WaitAsync();
                return "done";
            })
            .Orchestrator("Call", async orchestration => await orchestration.CallAsync<string>("Work", 1));
        await using var hub = await TestHub.StartAsync(program);
        var instance = await hub.CreateAsync("Call");
        await hub.UntilAsync(instance.InstanceId, _ => !program.Runs.IsEmpty);

        await hub.RestartAsync();
        stuck.Release(2);

        Assert.Equal("\"done\"", (await hub.WaitAsync(instance)).Output);
        Assert.Equal(2, program.Runs.Values.Single());
    }

    [Fact]
    public async Task Takes_work_up_again_when_a_worker_is_stopped_and_another_started_on_the_same_provider()
    {
        await using var hub = await TestHub.StartAsync(TestProgram.Chain());
        await hub.StopWorkerAsync();
        var instance = await hub.CreateAsync("Three", 1);

        await hub.StartWorkerAsync();

        Assert.Equal("4", (await hub.WaitAsync(instance)).Output);
    }

    [Fact]
    public async Task Never_gives_an_answer_to_another_instance_than_the_caller()
    {
        using var go = new SemaphoreSlim(0);
        var program = new TestProgram()
            .Activity("Wait", async (_, _) =>
            {
                await go.WaitAsync();
                return "stray";
            })
            .Orchestrator("Leave", async orchestration => await orchestration.CallAsync<string>("Wait", 1))
            .Orchestrator("Listen", async orchestration => await orchestration.EventAsync<string>("word"));
        await using var hub = await TestHub.StartAsync(program);
        var left = await hub.CreateAsync("Leave");
        await hub.UntilAsync(left.InstanceId, _ => !program.Runs.IsEmpty);
        await hub.Client.TerminateInstanceAsync(left);
        await hub.WaitAsync(left);
        await hub.Service.PurgeInstanceStateAsync(left.InstanceId);

        // All rows except the activity's are gone; ids must not start over.
        await hub.RestartAsync();
        var other = await hub.CreateAsync("Listen");
        await hub.UntilAsync(other.InstanceId, state => state.OrchestrationStatus == OrchestrationStatus.Running);
        go.Release(2);
        await hub.UntilAsync(other.InstanceId, _ => hub.Count("SELECT count(*) FROM activities") == 0);

        await hub.RaiseAsync(other.InstanceId, "word", "mine");
        Assert.Equal("\"mine\"", (await hub.WaitAsync(other)).Output);
        Assert.Equal(2, hub.Count("SELECT count(*) FROM history"));
    }
}
