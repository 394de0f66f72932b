using System.CommandLine;
using System.Diagnostics;
using DurableTask.Core;
using DurableTask.Sqlite;

namespace SegFunctions.Benchmarks;

/// <summary>
/// The SQLite provider under a bare <see cref="TaskHubWorker"/>, in one process, <c>synchronous=FULL</c>. A work item is an activity or an
/// episode.
/// </summary>
internal static class ProviderBenchmark
{
    private const int WarmUps = 300;
    private const int IdleRuns = 1_000;

    public static Command Command()
    {
        var count = new Option<int>("--count") { Description = "Orchestrations of three chained activities.", DefaultValueFactory = _ => 5_000 };
        var width = new Option<int>("--width") { Description = "Activities of the one that fans out.", DefaultValueFactory = _ => 1_000 };
        var session = new Option<int>("--session") { Description = "Idle timeout of extended sessions in ms, 0 for none.", DefaultValueFactory = _ => 0 };
        var folder = new Option<string>("--folder") { Description = "Where the file lies.", DefaultValueFactory = _ => Path.GetTempPath() };
        var command = new Command("provider", "The SQLite provider alone: work items a second, latency when idle, memory and disk.") { count, width, session, folder };
        command.SetAction((parsed, token) => RunAsync(
            parsed.GetValue(count), parsed.GetValue(width), TimeSpan.FromMilliseconds(parsed.GetValue(session)), parsed.GetValue(folder)!, token));
        return command;
    }

    private static async Task<int> RunAsync(int count, int width, TimeSpan session, string parent, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"segfunctions-benchmark-{Guid.NewGuid():N}"));
        var database = Path.Combine(folder.FullName, "hub.db");
        await using (var service = new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(database) { ExtendedSessionIdleTimeout = session }))
        {
            var worker = new TaskHubWorker(service);
            worker.AddTaskOrchestrations(typeof(ProviderOrchestrations.Chain), typeof(ProviderOrchestrations.FanOut), typeof(ProviderOrchestrations.Single));
            worker.AddTaskActivities(typeof(ProviderOrchestrations.AddOne));
            await worker.StartAsync();
            var run = new ProviderRun(service, database);
            await run.AllAsync(typeof(ProviderOrchestrations.Chain), Enumerable.Range(0, WarmUps), cancellationToken);

            await MeasureIdleAsync(run, cancellationToken);
            await run.MeasureAsync(
                $"{count} orchestrations of {ProviderOrchestrations.ChainLength} chained activities",
                typeof(ProviderOrchestrations.Chain), Enumerable.Range(0, count), count * ProviderOrchestrations.ChainLength, cancellationToken);
            await run.MeasureAsync(
                $"1 orchestration fanning out to {width}", typeof(ProviderOrchestrations.FanOut), [width], width, cancellationToken);
            await worker.StopAsync(isForced: true);
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task MeasureIdleAsync(ProviderRun run, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        while (times.Count < IdleRuns)
        {
            var started = Stopwatch.GetTimestamp();
            await run.AllAsync(typeof(ProviderOrchestrations.Single), [times.Count], cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        ProviderRun.Print($"1 activity when idle: median {times[IdleRuns / 2]:F1} ms, p99 {times[IdleRuns * 99 / 100]:F1} ms of {IdleRuns}");
    }
}
