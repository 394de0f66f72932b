using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

/// <summary>Rules of the Functions host and of the backends behind it. The backend in memory starts at once, takes every id again, drops what it does not know and ends no children.</summary>
public sealed class BackendTests
{
    private static TestFunctions Functions => new TestFunctions()
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
        .Orchestrator<string, string?>("Echo", context => Task.FromResult(context.GetInput<string>()));

    [Fact]
    public async Task A_later_start_stays_pending_until_then()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", new StartOrchestrationOptions(null, engine.Now.AddSeconds(2)), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", "early", TestEngine.Deadline);

        var before = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        await engine.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before!.RuntimeStatus);
        Assert.Equal("early", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Starting_the_id_of_an_open_instance_fails_and_of_an_ended_one_replaces_it()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        await engine.StartInstanceAsync("Wait", id: "one");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.RunInstanceAsync("Echo", "again", "one"));
        await engine.Client.RaiseEventAsync("one", "go", "first", TestEngine.Deadline);
        var first = await engine.EndOfAsync("one");
        var second = await engine.RunInstanceAsync("Echo", "second", "one");

        Assert.Equal("first", first.ReadOutputAs<string>());
        Assert.Equal(("Echo", "second"), (second.Name, second.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Terminating_an_ended_or_unknown_instance_fails()
    {
        await using var engine = await TestEngine.StartAsync(Functions);
        var id = (await engine.RunInstanceAsync("Echo", "x")).InstanceId;

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.TerminateInstanceAsync(id, TestEngine.Deadline));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.TerminateInstanceAsync("nobody", TestEngine.Deadline));
    }

    [Fact]
    public async Task A_child_with_the_id_of_an_open_instance_fails()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Parent", async context => (await Assert.ThrowsAsync<TaskFailedException>(
                () => context.CallSubOrchestratorAsync("Child", null, new TaskOptions().WithInstanceId("taken")))).FailureDetails.ErrorType));
        await engine.StartInstanceAsync("Child", id: "taken");

        Assert.Equal(typeof(OrchestrationAlreadyExistsException).FullName, (await engine.RunInstanceAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminating_recursively_ends_the_children()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new TaskOptions().WithInstanceId("child"))));
        var parent = await engine.StartInstanceAsync("Parent");
        await engine.Client.WaitForInstanceStartAsync("child", TestEngine.Deadline);

        await engine.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions(Recursive: true), TestEngine.Deadline);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndOfAsync("child")).RuntimeStatus);
        var purged = await engine.Client.PurgeInstanceAsync(parent, new PurgeInstanceOptions(Recursive: true), TestEngine.Deadline);
        Assert.Equal(2, purged.PurgedInstanceCount);
    }
}
