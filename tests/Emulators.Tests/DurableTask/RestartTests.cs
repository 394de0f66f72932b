using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

public sealed class RestartTests
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
        Assert.Equal(["First()", "Second()"], before.ActivityRuns);
        Assert.Equal(["Second()"], after.ActivityRuns);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_fires_after_a_restart(bool isDueBefore)
    {
        var functions = new TestFunctions().Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return "slept";
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Sleep");
        await engine.CrashAsync();

        if (isDueBefore)
        {
            engine.Time.Advance(TimeSpan.FromHours(2));
            await engine.RunAsync(functions);
        }
        else
        {
            await engine.RunAsync(functions);
            engine.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal("slept", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_canceled_timer_stays_canceled_after_a_restart()
    {
        var functions = new TestFunctions().Orchestrator("Cancel", async context =>
        {
            using var stop = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromMinutes(5), stop.Token);
            stop.Cancel();
            return await context.WaitForExternalEvent<string>("go");
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Cancel");
        await engine.CrashAsync();
        engine.Time.Advance(TimeSpan.FromMinutes(6));

        await engine.RunAsync(functions);
        await engine.Client.RaiseEventAsync(id, "go", "x", TestEngine.Deadline);

        Assert.Equal("x", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

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
    public async Task A_later_start_is_kept()
    {
        var functions = new TestFunctions().Orchestrator("Later", _ => Task.FromResult("started"));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions(null, TestEngine.Noon.AddHours(1)), TestEngine.Deadline);
        await engine.CrashAsync();

        await engine.RunAsync(functions);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(id, TestEngine.Deadline))!.RuntimeStatus);
        engine.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("started", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_orchestration_that_continued_as_new_goes_on_with_its_last_input()
    {
        var functions = new TestFunctions().Orchestrator("Sum", async context =>
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

        Assert.Equal(10, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
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
