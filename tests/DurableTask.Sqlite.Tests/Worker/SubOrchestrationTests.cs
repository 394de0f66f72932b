using Microsoft.DurableTask;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task A_parent_gets_its_childrens_results()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions()
                .Activity<int, int>("Double", value => value * 2)
                .Orchestrator<int, string>("Child", async context =>
                    $"{await context.CallActivityAsync<int>("Double", context.GetInput<int>())} for {context.Parent!.InstanceId}")
                .Orchestrator("Parent", context => Task.WhenAll(
                    context.CallSubOrchestratorAsync<string>("Child", 1),
                    context.CallSubOrchestratorAsync<string>("Child", 2, new TaskOptions().WithInstanceId("second")))));

        var end = await engine.RunInstanceAsync("Parent", id: "parent");

        Assert.Equal(["2 for parent", "4 for parent"], end.ReadOutputAs<string[]>()!);
        Assert.True((await engine.Client.GetInstanceAsync("second", TestEngine.Deadline))!.IsCompleted);
    }

    [Fact]
    public async Task A_childs_failure_is_thrown_in_its_parent()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator<string>("Child", _ => throw new FormatException("bad"))
            .Orchestrator("Parent", async context =>
                (await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync("Child"))).FailureDetails.ErrorType));

        Assert.Equal("System.FormatException", (await engine.RunInstanceAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Continues_as_new_with_the_events_it_has_not_used()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator<int, int>("Sum", async context =>
            {
                var sum = context.GetInput<int>() + await context.WaitForExternalEvent<int>("add");
                if (sum < 10)
                {
                    context.ContinueAsNew(sum);
                }

                return sum;
            }));
        var id = await engine.StartInstanceAsync("Sum", 0);

        await Task.WhenAll(Enumerable.Range(1, 4).Select(number => engine.Client.RaiseEventAsync(id, "add", number, TestEngine.Deadline)));

        Assert.Equal(10, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Continues_as_new_without_unused_events_when_told_so()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator<int, string>("Forget", async context =>
        {
            var round = context.GetInput<int>();
            var word = await context.WaitForExternalEvent<string>(round == 0 ? "go" : "word");
            if (round == 0)
            {
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            }

            return word;
        }));
        var id = await engine.StartInstanceAsync("Forget", 0);
        await engine.Client.RaiseEventAsync(id, "word", "old", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);
        await TestEngine.EventuallyAsync(async () =>
            (await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true, TestEngine.Deadline))!.ReadInputAs<int>() == 1);

        await engine.Client.RaiseEventAsync(id, "word", "new", TestEngine.Deadline);

        Assert.Equal("new", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
