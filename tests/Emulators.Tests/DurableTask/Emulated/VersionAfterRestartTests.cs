using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

public sealed class VersionTests
{
    /// <summary>The second version of an orchestrator that has kept what the first one did.</summary>
    private static TestFunctions BothVersions => new TestFunctions()
        .Activity<string, string>("Old", _ => "old")
        .Activity<string, string>("New", _ => "new")
        .Orchestrator("Order", async context =>
        {
            var first = await context.CallActivityAsync<string>(context.Version == "2.0" ? "New" : "Old");
            return $"{first} {await context.WaitForExternalEvent<string>("go")} {context.Version}";
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Instances_keep_the_version_they_were_started_with_across_a_restart(int maxLoaded)
    {
        await using var engine = new TestEngine { MaxLoaded = maxLoaded, Versions = new() { Default = "1.0" } };
        await engine.RunAsync(new TestFunctions()
            .Activity<string, string>("Old", _ => "old")
            .Orchestrator("Order", async context =>
            {
                var first = await context.CallActivityAsync<string>("Old");
                return $"{first} {await context.WaitForExternalEvent<string>("go")} {context.Version}";
            }));
        await engine.StartInstanceAsync("Order", id: "before");
        await engine.CrashAsync();

        engine.Versions = new() { Default = "2.0" };
        await engine.RunAsync(BothVersions);
        await engine.StartInstanceAsync("Order", id: "after");
        await engine.Client.RaiseEventAsync("before", "go", "x", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("after", "go", "y", TestEngine.Deadline);

        Assert.Equal("old x 1.0", (await engine.EndOfAsync("before")).ReadOutputAs<string>());
        Assert.Equal("new y 2.0", (await engine.EndOfAsync("after")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_and_a_call_may_name_a_version_and_otherwise_get_the_apps()
    {
        await using var engine = new TestEngine { Versions = new() { Default = "2.0" } };
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
    public async Task An_instance_of_a_later_version_waits_for_an_app_that_knows_it()
    {
        await using var engine = new TestEngine { Versions = new() { Default = "2.0" } };
        await engine.RunAsync(BothVersions);
        await engine.StartInstanceAsync("Order", id: "later");
        await engine.CrashAsync();

        engine.Versions = new() { Default = "1.9" };
        await engine.RunAsync(BothVersions);
        await engine.Client.RaiseEventAsync("later", "go", "x", TestEngine.Deadline);
        Assert.Equal("old y 1.9", await RunAsync(engine, "y"));
        Assert.True((await engine.Client.GetInstanceAsync("later", TestEngine.Deadline))!.IsRunning);
        await engine.CrashAsync();

        engine.Versions = new() { Default = "2.0" };
        await engine.RunAsync(BothVersions);
        Assert.Equal("new x 2.0", (await engine.EndOfAsync("later")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Where_the_app_wants_it_an_instance_of_a_later_version_fails()
    {
        await using var engine = new TestEngine { Versions = new() { Default = "1.9", FailsOthers = true } };
        await engine.RunAsync(BothVersions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Order", new StartOrchestrationOptions { Version = "1.10" }, TestEngine.Deadline);

        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("VersionMismatch", end.FailureDetails!.ErrorType);
        Assert.Contains("'1.10'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_written_before_there_were_versions_goes_on()
    {
        await using var engine = new TestEngine();
        await engine.RunAsync(BothVersions);
        await engine.StartInstanceAsync("Order", id: "old");
        await engine.CrashAsync();
        await using (var connection = new SqliteConnection($"Data Source={engine.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync(TestEngine.Deadline);
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE instances DROP COLUMN version";
            await command.ExecuteNonQueryAsync(TestEngine.Deadline);
        }

        await engine.RunAsync(BothVersions);
        await engine.Client.RaiseEventAsync("old", "go", "x", TestEngine.Deadline);

        Assert.Equal("old x ", (await engine.EndOfAsync("old")).ReadOutputAs<string>());
    }

    private static async Task<string?> RunAsync(TestEngine engine, string payload)
    {
        var id = await engine.StartInstanceAsync("Order");
        await engine.Client.RaiseEventAsync(id, "go", payload, TestEngine.Deadline);
        return (await engine.EndOfAsync(id)).ReadOutputAs<string>();
    }
}
