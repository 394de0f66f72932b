using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class VersionTests
{
    [Fact]
    public async Task A_start_and_a_call_may_name_a_version_and_otherwise_get_the_apps()
    {
        await using var engine = new TestEngine { AppVersion = "2.0" };
        await engine.RunAsync(new TestFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.Version))
            .Orchestrator("Parent", async context =>
                $"{context.Version}: {await context.CallSubOrchestratorAsync<string>("Child")}"
                + $" {await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { Version = "1.5" })}"));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Parent", new StartOrchestrationOptions { Version = "1.0" }, TestEngine.Deadline);

        Assert.Equal("1.0: 2.0 1.5", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Without_a_version_the_context_says_none()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator("Plain", context => Task.FromResult($"[{context.Version}]")));

        Assert.Equal("[]", (await engine.RunInstanceAsync("Plain")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Where_the_app_wants_it_an_instance_of_a_later_version_fails()
    {
        await using var engine = new TestEngine { AppVersion = "1.9", FailsLaterVersions = true };
        await engine.RunAsync(new TestFunctions().Orchestrator("Order", context => Task.FromResult(context.Version)));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Order", new StartOrchestrationOptions { Version = "1.10" }, TestEngine.Deadline);

        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("VersionMismatch", end.FailureDetails!.ErrorType);
        Assert.Contains("'1.10'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_of_two_versions_go_on_side_by_side_after_a_restart()
    {
        static TestFunctions Functions() => new TestFunctions().Orchestrator("Order", async context =>
            $"{context.Version} {await context.WaitForExternalEvent<string>("paid")}");
        await using var engine = new TestEngine { AppVersion = "1.0" };
        await engine.RunAsync(Functions());
        var old = await engine.StartInstanceAsync("Order");
        await engine.CrashAsync();
        engine.AppVersion = "2.0";
        await engine.RunAsync(Functions());
        var young = await engine.StartInstanceAsync("Order");

        await engine.Client.RaiseEventAsync(old, "paid", "late", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(young, "paid", "early", TestEngine.Deadline);

        Assert.Equal("1.0 late", (await engine.EndOfAsync(old)).ReadOutputAs<string>());
        Assert.Equal("2.0 early", (await engine.EndOfAsync(young)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_of_a_later_version_waits_for_an_app_that_knows_it()
    {
        static TestFunctions Functions() => new TestFunctions().Orchestrator("Order", async context =>
            $"{context.Version} {await context.WaitForExternalEvent<string>("paid")}");
        await using var engine = new TestEngine { AppVersion = "2.0" };
        await engine.RunAsync(Functions());
        var id = await engine.StartInstanceAsync("Order");
        await engine.CrashAsync();
        engine.AppVersion = "1.0";
        await engine.RunAsync(Functions());
        await engine.Client.RaiseEventAsync(id, "paid", "late", TestEngine.Deadline);
        await TestEngine.PassAsync(TimeSpan.Zero);
        var meanwhile = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        await engine.CrashAsync();
        engine.AppVersion = "2.0";
        await engine.RunAsync(Functions());

        Assert.Equal(OrchestrationRuntimeStatus.Running, meanwhile!.RuntimeStatus);
        Assert.Equal("2.0 late", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
