using System.CommandLine;
using System.Diagnostics;
using DurableTask.Core;
using DurableTask.Sqlite;
using Microsoft.DurableTask.Testing.Sidecar;

namespace SegFunctions.Benchmarks;

/// <summary>
/// The SQLite provider under a bare <see cref="TaskHubWorker"/>, in one process, <c>synchronous=FULL</c>. As an upper limit, also the backend of Microsoft's test
/// host, which keeps everything in memory. A work item is an activity or an episode.
/// </summary>
internal static class ProviderBenchmark
{
    private const int WarmUps = 300;

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
            var worker = await StartAsync(service);
            await RunAllAsync(service, typeof(ProviderOrchestrations.Chain), Enumerable.Range(0, WarmUps), cancellationToken);

            var figures = new HubFigures(database);
            await HubFigures.MeasureIdleAsync(number => RunAllAsync(service, typeof(ProviderOrchestrations.Single), [number], cancellationToken));
            await figures.MeasureAsync(
                $"{count} orchestrations of {ProviderOrchestrations.ChainLength} chained activities",
                () => RunAllAsync(service, typeof(ProviderOrchestrations.Chain), Enumerable.Range(0, count), cancellationToken),
                unrecorded: count * ProviderOrchestrations.ChainLength);
            await figures.MeasureAsync(
                $"1 orchestration fanning out to {width}",
                () => RunAllAsync(service, typeof(ProviderOrchestrations.FanOut), [width], cancellationToken),
                unrecorded: width);
            await worker.StopAsync(isForced: true);
        }

        folder.Delete(recursive: true);
        await MeasureMemoryAsync(count, cancellationToken);
        return 0;
    }

    private static async Task MeasureMemoryAsync(int count, CancellationToken cancellationToken)
    {
        var service = new InMemoryOrchestrationService();
        var worker = await StartAsync(service);
        await RunAllAsync(service, typeof(ProviderOrchestrations.Chain), Enumerable.Range(0, WarmUps), cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await RunAllAsync(service, typeof(ProviderOrchestrations.Chain), Enumerable.Range(0, count), cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        // One episode after the start and one after each activity.
        var items = count * ((2 * ProviderOrchestrations.ChainLength) + 1);
        FormattableString line = $"the same in memory: {items} work items in {elapsed.TotalSeconds:F2} s, {items / elapsed.TotalSeconds:F0} a second";
        Console.WriteLine(FormattableString.Invariant(line));
        await worker.StopAsync(isForced: true);
    }

    private static async Task<TaskHubWorker> StartAsync(IOrchestrationService service)
    {
        var worker = new TaskHubWorker(service);
        worker.AddTaskOrchestrations(typeof(ProviderOrchestrations.Chain), typeof(ProviderOrchestrations.FanOut), typeof(ProviderOrchestrations.Single));
        worker.AddTaskActivities(typeof(ProviderOrchestrations.AddOne));
        return await worker.StartAsync();
    }

    private static async Task<int> RunAllAsync(
        IOrchestrationServiceClient service, Type orchestration, IEnumerable<int> inputs, CancellationToken cancellationToken)
    {
        var client = new TaskHubClient(service);
        var ends = await Task.WhenAll(inputs.Select(async input =>
        {
            var instance = await client.CreateOrchestrationInstanceAsync(orchestration, input);
            return await service.WaitForOrchestrationAsync(instance.InstanceId, null, TimeSpan.FromMinutes(10), cancellationToken);
        }));
        return ends.All(end => end.OrchestrationStatus == OrchestrationStatus.Completed)
            ? ends.Length
            : throw new InvalidOperationException($"An orchestration of {orchestration.Name} did not complete.");
    }
}
