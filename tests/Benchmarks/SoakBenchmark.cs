using System.CommandLine;
using System.Diagnostics;

namespace SegFunctions.Benchmarks;

/// <summary>A long kill sweep with the locks and limits of production.</summary>
internal static class SoakBenchmark
{
    private const int Workers = 2;
    private const int ItemsAJob = 5;
    private const int JobsAtOnce = 3;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);

    public static Command Command()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long processes are killed.", DefaultValueFactory = _ => 30 };
        var pause = new Option<double>("--pause") { Description = "Longest time between two kills, seconds.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Of the moments and the victims.", DefaultValueFactory = _ => 1 };
        var command = new Command("soak", "Kills the functions app, the queue broker and workers at random while jobs run, and checks every job.") { minutes, pause, seed };
        command.SetAction((parsed, token) => RunAsync(
            TimeSpan.FromMinutes(parsed.GetValue(minutes)), TimeSpan.FromSeconds(parsed.GetValue(pause)), parsed.GetValue(seed), token));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, TimeSpan pause, int seed, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos: null, cancellationToken, Workers);
        var plan = new KillSweepPlan(stack.Photos, "boat", ItemsAJob, JobsAtOnce, duration, MinKills: 1, pause, seed);
        var sweep = new KillSweep(stack.Stack, stack.Client, plan);
        var started = Stopwatch.GetTimestamp();
        var running = sweep.RunAsync(cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(ReportInterval, cancellationToken)) != running)
        {
            Console.WriteLine($"{Stopwatch.GetElapsedTime(started):mm\\:ss} {sweep.Counts}");
        }

        var counts = await running;
        Console.WriteLine($"{Stopwatch.GetElapsedTime(started):mm\\:ss} seed {seed}: {counts}");
        return 0;
    }
}
