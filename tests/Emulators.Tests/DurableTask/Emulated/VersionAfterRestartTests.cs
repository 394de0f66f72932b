using Microsoft.Data.Sqlite;

namespace Emulators.Tests.DurableTask;

public sealed class VersionAfterRestartTests
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
