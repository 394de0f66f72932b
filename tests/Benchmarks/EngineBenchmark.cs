using System.CommandLine;
using Microsoft.Azure.Functions.Worker.Builder;
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
        await RunAllAsync(durable, EngineFunctions.Chain, Enumerable.Range(0, WarmUps), cancellationToken);

        var figures = new HubFigures(Path.Combine(folder.FullName, "durable.db"));
        await HubFigures.MeasureIdleAsync(number => RunAllAsync(durable, "Single", [number], cancellationToken));
        await figures.MeasureAsync(
            $"{count} orchestrations of {EngineFunctions.ChainLength} chained activities",
            () => RunAllAsync(durable, EngineFunctions.Chain, Enumerable.Range(0, count), cancellationToken));
        await figures.MeasureAsync($"1 orchestration fanning out to {width}", () => RunAllAsync(durable, EngineFunctions.FanOut, [width], cancellationToken));

        await host.StopAsync(cancellationToken);
        await ((IAsyncDisposable)host).DisposeAsync();
        folder.Delete(recursive: true);
        return 0;
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
}
