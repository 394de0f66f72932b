using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>
/// The durable engine in the same processes as in an app: the Functions host, Microsoft's extension and the SQLite provider in one, the app in another, with a
/// database file and <c>synchronous=FULL</c>. A work item is an activity or an episode; the app counts those it runs.
/// </summary>
internal static class EngineBenchmark
{
    private const int WarmUps = 300;
    private const int IdleRuns = 1_000;

    public static Command Command()
    {
        var count = new Option<int>("--count") { Description = "Orchestrations of three chained activities.", DefaultValueFactory = _ => 5_000 };
        var width = new Option<int>("--width") { Description = "Activities of the one that fans out.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("engine", "Durable work items a second through host and app, latency when idle, memory.") { count, width };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(count), parsed.GetValue(width), token));
        return command;
    }

    private static async Task<int> RunAsync(int count, int width, CancellationToken cancellationToken)
    {
        await using var engine = await EngineProcesses.StartAsync(cancellationToken);
        foreach (var line in MachineSpeed.Describe(engine.Folder))
        {
            Console.WriteLine(line);
        }

        await StartAsync(engine, "Chain", 0, WarmUps, cancellationToken);
        await MeasureIdleAsync(engine, cancellationToken);
        await MeasureAsync(engine, $"{count} orchestrations of 3 chained activities", () => StartAsync(engine, "Chain", 0, count, cancellationToken), cancellationToken);
        await MeasureAsync(engine, $"1 orchestration fanning out to {width}", () => StartAsync(engine, "FanOut", width, 1, cancellationToken), cancellationToken);
        return 0;
    }

    /// <summary>From the client's request to the response, which is sent when the orchestration ends.</summary>
    private static async Task MeasureIdleAsync(EngineProcesses engine, CancellationToken cancellationToken)
    {
        // The first ones are slow while the runtime compiles hot code a second time.
        var times = new double[IdleRuns];
        for (var run = -WarmUps; run < IdleRuns; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await StartAsync(engine, "Single", Math.Abs(run), 1, cancellationToken);
            if (run >= 0)
            {
                times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        Print($"1 activity when idle, over HTTP: p50 {Percentiles.Of(times, 50):F1} ms, p99 {Percentiles.Of(times, 99):F1} ms of {IdleRuns}");
    }

    private static async Task MeasureAsync(EngineProcesses engine, string what, Func<Task> runAsync, CancellationToken cancellationToken)
    {
        var before = await CountAsync(engine, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await runAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var items = await CountAsync(engine, cancellationToken) - before;
        var (resident, proportional) = engine.Memory();
        Print($"{what}: {items} work items in {elapsed.TotalSeconds:F2} s, {items / elapsed.TotalSeconds:F0} a second");
        Print($"  host and app {resident:F0} MB resident, {proportional:F0} MB with what they share counted once");
    }

    private static async Task StartAsync(EngineProcesses engine, string orchestrator, int input, int count, CancellationToken cancellationToken)
    {
        using var answer = await engine.Http.PostAsync($"runs/{orchestrator}/{input}/{count}", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<long> CountAsync(EngineProcesses engine, CancellationToken cancellationToken) =>
        long.Parse(await engine.Http.GetStringAsync("work-items", cancellationToken), CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
