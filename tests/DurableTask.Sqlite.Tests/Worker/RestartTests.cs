using Microsoft.DurableTask;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class RestartTests
{
    [Fact]
    public async Task Events_are_kept_whether_waited_for_or_not()
    {
        var functions = new TestFunctions().Orchestrator("Events", async context =>
        {
            var first = await context.WaitForExternalEvent<string>("first");
            return first + await context.WaitForExternalEvent<string>("second") + await context.WaitForExternalEvent<string>("third");
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Events");
        await engine.Client.RaiseEventAsync(id, "third", "c", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "first", "a", TestEngine.Deadline);
        await engine.CrashAsync();

        await engine.RunAsync(functions);
        await engine.Client.RaiseEventAsync(id, "second", "b", TestEngine.Deadline);

        Assert.Equal("abc", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_parent_and_its_child_go_on()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new TaskOptions().WithInstanceId("child")));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Parent");
        await engine.CrashAsync();

        await engine.RunAsync(functions);
        await engine.Client.RaiseEventAsync("child", "go", "x", TestEngine.Deadline);

        Assert.Equal("x", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_orchestration_that_continued_as_new_goes_on_with_its_last_input()
    {
        var functions = new TestFunctions().Orchestrator<int, int>("Sum", async context =>
        {
            var sum = context.GetInput<int>() + await context.WaitForExternalEvent<int>("add");
            if (sum < 10)
            {
                context.ContinueAsNew(sum);
            }

            return sum;
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Sum", 0);
        for (var number = 1; number <= 4; number++)
        {
            await engine.Client.RaiseEventAsync(id, "add", number, TestEngine.Deadline);
            await engine.CrashAsync();
            await engine.RunAsync(functions);
        }

        var end = await engine.EndOfAsync(id);
        Assert.Equal("10", end.SerializedOutput);
    }
}
