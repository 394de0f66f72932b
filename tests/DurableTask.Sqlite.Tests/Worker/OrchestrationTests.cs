using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class OrchestrationTests
{
    private const int Many = 100;

    [Fact]
    public async Task Runs_activities_in_a_chain()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions()
                .Activity<int, int>("Double", value => value * 2)
                .Orchestrator<int, int>("Chain", async context =>
                {
                    var value = context.GetInput<int>();
                    for (var step = 0; step < 5; step++)
                    {
                        value = await context.CallActivityAsync<int>("Double", value);
                    }

                    return value;
                }));

        var end = await engine.RunInstanceAsync("Chain", 3, "chain-1");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(96, end.ReadOutputAs<int>());
        Assert.Equal(3, end.ReadInputAs<int>());
        Assert.Equal("chain-1", end.InstanceId);
        Assert.Equal("Chain", end.Name);
    }

    [Fact]
    public async Task Fans_out_to_many_activities_and_in_again()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("Square", value => value * value)
            .Orchestrator("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Many).Select(value => context.CallActivityAsync<int>("Square", value)))).Sum());
        await using var engine = await TestEngine.StartAsync(functions);

        var end = await engine.RunInstanceAsync("FanOut");

        Assert.Equal(Enumerable.Range(0, Many).Sum(value => value * value), end.ReadOutputAs<int>());
        Assert.Equal(Many, functions.ActivityRuns.Count);
    }

    [Fact]
    public async Task Runs_at_most_the_allowed_number_of_activities_at_once()
    {
        var running = 0;
        var most = 0;
        var functions = new TestFunctions()
            .Activity<int, int>("Work", async (value, cancellationToken) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Delay(5, cancellationToken);
                Interlocked.Decrement(ref running);
                return value;
            })
            .Orchestrator("FanOut", context => Task.WhenAll(Enumerable.Range(0, 30).Select(value => context.CallActivityAsync<int>("Work", value))));
        await using var engine = new TestEngine { MaxConcurrentActivities = 3 };
        await engine.RunAsync(functions);

        await engine.RunInstanceAsync("FanOut");

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Fails_with_the_exception_of_the_code()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator<int>("Bad", _ => throw new FormatException("no good")));

        var end = await engine.RunInstanceAsync("Bad");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.FormatException", end.FailureDetails!.ErrorType);
        Assert.Equal("no good", end.SerializedOutput);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Fails_when_there_is_no_such_orchestrator()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions());

        var end = await engine.RunInstanceAsync("Nothing");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("'Nothing'", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_the_same_guids_and_times_on_replay()
    {
        var seen = new List<(Guid First, Guid Second, DateTime Time)>();
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions()
                .Activity<string, string>("Echo", text => text)
                .Orchestrator("Guids", async context =>
                {
                    seen.Add((context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime));
                    await context.CallActivityAsync("Echo", "a");
                    return 0;
                }));
        var begun = TestEngine.Now;

        await engine.RunInstanceAsync("Guids");

        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.NotEqual(seen[0].First, seen[0].Second);
        Assert.Equal(5, seen[0].First.Version);
        TestEngine.AssertAt(begun, seen[0].Time);
        Assert.Equal(DateTimeKind.Utc, seen[0].Time.Kind);
    }

    [Fact]
    public async Task Says_whether_it_replays_and_logs_each_line_once()
    {
        var replaying = new List<bool>();
        using var lines = new LineLogger();
        await using var engine = new TestEngine { LoggerFactory = lines };
        await engine.RunAsync(new TestFunctions()
            .Activity<string, string>("Echo", text => text)
            .Orchestrator("Logs", async context =>
            {
                var logger = context.CreateReplaySafeLogger("test");
                replaying.Add(context.IsReplaying);
                LineLogger.Say(logger, "before");
                await context.CallActivityAsync("Echo", "a");
                replaying.Add(context.IsReplaying);
                LineLogger.Say(logger, "after");
                return 0;
            }));

        await engine.RunInstanceAsync("Logs");

        Assert.Equal([false, true, false], replaying);
        Assert.Equal(["before", "after"], lines.Of("test"));
    }

    [Fact]
    public async Task Shows_the_custom_status_while_it_runs()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Status", async context =>
            {
                context.SetCustomStatus(new { Done = 1 });
                await context.WaitForExternalEvent<string>("go");
                context.SetCustomStatus(new { Done = 2 });
                return 0;
            }));
        var id = await engine.StartInstanceAsync("Status");

        var running = await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true, TestEngine.Deadline);
        var bare = await engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);
        var end = await engine.EndOfAsync(id);

        Assert.Equal("""{"Done":1}""", running!.SerializedCustomStatus);
        Assert.True(running.IsRunning);
        Assert.Null(bare!.SerializedCustomStatus);
        Assert.Equal("""{"Done":2}""", end.SerializedCustomStatus);
    }

    [Fact]
    public async Task Writes_payloads_with_names_as_declared_and_reads_them_without_regard_to_case()
    {
        string? input = null;
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Activity<Point, Point>("Move", point => new(point.X + 1, point.Y))
            .Orchestrator<Point, Point>("Move", context =>
            {
                input ??= context.GetInput<Point>()!.ToString();
                return context.CallActivityAsync<Point>("Move", context.GetInput<Point>());
            }));

        var end = await engine.RunInstanceAsync("Move", new { x = 1, Y = 2 });

        Assert.Equal("Point { X = 1, Y = 2 }", input);
        Assert.Equal("""{"X":2,"Y":2}""", end.SerializedOutput);
    }

    [Fact]
    public async Task Moves_the_time_of_the_last_update_with_each_episode()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go")));
        var begun = TestEngine.Now;
        var id = await engine.StartInstanceAsync("Wait");
        await TestEngine.PassAsync(TimeSpan.FromSeconds(1));

        await engine.Client.RaiseEventAsync(id, "go", "x", TestEngine.Deadline);
        var end = await engine.EndOfAsync(id);

        TestEngine.AssertAt(begun, end.CreatedAt);
        TestEngine.AssertAt(begun.AddSeconds(1), end.LastUpdatedAt);
    }

    private sealed record Point(int X, int Y);
}
