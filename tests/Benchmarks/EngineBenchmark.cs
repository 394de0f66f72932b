using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Benchmarks;

/// <summary>
/// The durable engine as an app has it: behind the worker's invocations, on a file with <c>synchronous=FULL</c>. A work item is an activity or
/// an episode; each leaves one row of history, so the rows are counted.
/// </summary>
internal static class EngineBenchmark
{
    private const int WarmUps = 300;
    private const int IdleRuns = 1_000;

    public static Command Command()
    {
        var count = new Option<int>("--count") { Description = "Orchestrations of three chained activities.", DefaultValueFactory = _ => 5_000 };
        var width = new Option<int>("--width") { Description = "Activities of the one that fans out.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("engine", "Durable work items a second, latency when idle, memory and disk.") { count, width };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(count), parsed.GetValue(width), token));
        return command;
    }

    private static async Task<int> RunAsync(int count, int width, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
        var client = new TaskCompletionSource<DurableTaskClient>();
        var host = Build(folder.FullName, client);
        await host.StartAsync(cancellationToken);
        var durable = await client.Task.WaitAsync(cancellationToken);
        var database = Path.Combine(folder.FullName, "durable.db");
        await RunAllAsync(durable, EngineFunctions.Chain, Enumerable.Range(0, WarmUps), cancellationToken);

        await MeasureIdleAsync(durable, cancellationToken);
        await MeasureAsync($"{count} orchestrations of {EngineFunctions.ChainLength} chained activities", EngineFunctions.Chain, Enumerable.Range(0, count));
        await MeasureAsync($"1 orchestration fanning out to {width}", EngineFunctions.FanOut, [width]);

        await host.StopAsync(cancellationToken);
        await ((IAsyncDisposable)host).DisposeAsync();
        folder.Delete(recursive: true);
        return 0;

        async Task MeasureAsync(string what, string orchestrator, IEnumerable<int> inputs)
        {
            var (rows, written, started) = (CountRows(database), BytesWritten(), Stopwatch.GetTimestamp());
            var number = await RunAllAsync(durable, orchestrator, inputs, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started);
            var items = CountRows(database) - rows;
            Print($"{what}: {items} work items in {elapsed.TotalSeconds:F2} s, {items / elapsed.TotalSeconds:F0} a second");
            Print($"  {(BytesWritten() - written) / 1024.0 / number:F1} KB written an orchestration, {Environment.WorkingSet / 1e6:F0} MB resident");
        }
    }

    private static IHost Build(string folder, TaskCompletionSource<DurableTaskClient> client)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Configuration["EMULATOR_DATA"] = folder;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(client);
        return builder.Build();
    }

    private static async Task<int> RunAllAsync(DurableTaskClient durable, string orchestrator, IEnumerable<int> inputs, CancellationToken cancellationToken)
    {
        var ends = await Task.WhenAll(inputs.Select(async input =>
        {
            var id = await durable.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellationToken);
            return await durable.WaitForInstanceCompletionAsync(id, cancellationToken);
        }));
        return ends.All(end => end.RuntimeStatus == OrchestrationRuntimeStatus.Completed)
            ? ends.Length
            : throw new InvalidOperationException($"An orchestration of {orchestrator} did not complete.");
    }

    private static async Task MeasureIdleAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        while (times.Count < IdleRuns)
        {
            var started = Stopwatch.GetTimestamp();
            await RunAllAsync(durable, "Single", [times.Count], cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Print($"1 activity when idle: median {times[IdleRuns / 2]:F1} ms, p99 {times[IdleRuns * 99 / 100]:F1} ms of {IdleRuns}");
    }

    private static long CountRows(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM history";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What this process has caused to be sent to the disk, after the kernel's own count.</summary>
    private static long BytesWritten() =>
        long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
