using Microsoft.Data.Sqlite;

namespace Emulators.Tests.DurableTask;

/// <summary>What was under way when the engine ended, and what becomes of its file.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public async Task Activities_with_a_result_are_not_run_again_and_the_others_are()
    {
        var blocked = new TaskCompletionSource<int>();
        var begun = new TaskCompletionSource();
        var before = Functions(async _ =>
        {
            begun.SetResult();
            return await blocked.Task;
        });
        var after = Functions(_ => Task.FromResult(20));
        await using var engine = await TestEngine.StartAsync(before);
        var id = await engine.StartInstanceAsync("Two");
        await begun.Task.WaitAsync(TestEngine.Deadline);

        await engine.CrashAsync();
        await engine.RunAsync(after);

        Assert.Equal(21, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(["First", "Second"], before.ActivityRuns);
        Assert.Equal(["Second"], after.ActivityRuns);
    }

    [Fact]
    public async Task A_graceful_stop_lets_running_activities_end_and_keeps_their_results()
    {
        var functions = Functions(_ => Task.FromResult(20));
        await using var engine = await TestEngine.StartAsync(functions);
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.StartInstanceAsync("Two")));

        await engine.StopAsync();
        await engine.RunAsync(functions);
        var ends = await Task.WhenAll(ids.Select(engine.EndOfAsync));

        Assert.All(ends, end => Assert.Equal(21, end.ReadOutputAs<int>()));
        Assert.Equal(40, functions.ActivityRuns.Count);
    }

    [Fact]
    public async Task An_activity_interrupted_by_the_stop_is_run_again()
    {
        var begun = new TaskCompletionSource();
        await using var engine = await TestEngine.StartAsync(Functions(async cancellationToken =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }));
        var id = await engine.StartInstanceAsync("Two");
        await begun.Task.WaitAsync(TestEngine.Deadline);

        await engine.StopAsync();
        await engine.RunAsync(Functions(_ => Task.FromResult(20)));

        Assert.Equal(21, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_second_engine_on_the_same_file_is_refused()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions());
        var refusal = await Assert.ThrowsAsync<IOException>(() => engine.RunAsync(new TestFunctions()));

        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await engine.Client.GetInstanceAsync("nobody", TestEngine.Deadline));
    }

    [Fact]
    public async Task A_write_that_fails_is_not_acknowledged_and_nothing_goes_on()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go")));
        var id = await engine.StartInstanceAsync("Wait");
        var waiting = engine.EndOfAsync(id);
        await using (var connection = new SqliteConnection($"Data Source={engine.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync(TestEngine.Deadline);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE history";
            await command.ExecuteNonQueryAsync(TestEngine.Deadline);
        }

        await Assert.ThrowsAsync<SqliteException>(() => engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline));
        await Assert.ThrowsAsync<SqliteException>(() => waiting);
        await Assert.ThrowsAsync<SqliteException>(() => engine.StartInstanceAsync("Wait"));
        Assert.True((await engine.Client.GetInstanceAsync(id, TestEngine.Deadline))!.IsRunning);
    }

    private static TestFunctions Functions(Func<CancellationToken, Task<int>> second) => new TestFunctions()
        .Activity<string, int>("First", _ => 1)
        .Activity<string, int>("Second", (_, cancellationToken) => second(cancellationToken))
        .Orchestrator("Two", async context =>
            await context.CallActivityAsync<int>("First") + await context.CallActivityAsync<int>("Second"));
}
