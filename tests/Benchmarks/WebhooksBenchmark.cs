using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegFunctions.Local.Client;

namespace SegFunctions.Benchmarks;

/// <summary>
/// What webhooks cost jobs: many jobs of one item with a worker that has no networks, once without and once with a receiver each, in pairs. Of the receivers one is
/// healthy, one dead, one takes ten seconds.
/// </summary>
internal static class WebhooksBenchmark
{
    private const int AtOnce = 32;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    public static Command Command()
    {
        var jobs = new Option<int>("--jobs") { Description = "Jobs of each half of a pair.", DefaultValueFactory = _ => 1_000 };
        var pairs = new Option<int>("--pairs") { Description = "Pairs.", DefaultValueFactory = _ => 5 };
        var command = new Command("webhooks", "Jobs with a webhook against jobs without, in interleaved pairs; receivers healthy, dead and slow.") { jobs, pairs };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(jobs), parsed.GetValue(pairs), token));
        return command;
    }

    private static async Task<int> RunAsync(int jobs, int pairs, CancellationToken cancellationToken)
    {
        var heard = 0;
        await using var healthy = await ListenAsync(_ => Interlocked.Increment(ref heard));
        await using var slow = await ListenAsync(context => Task.Delay(Slow, context.RequestAborted));
        string[] receivers = [healthy.Urls.Single(), "http://127.0.0.1:1", slow.Urls.Single()];
        await using var stack = await StubStack.StartAsync(allowsLoopback: true, cancellationToken);
        using var client = new SegmentationClient(stack.Server, StubStack.ApiKey, TimeProvider.System);
        using var http = new HttpClient { BaseAddress = stack.Server, DefaultRequestHeaders = { { "x-api-key", StubStack.ApiKey } } };
        using var black = NetVips.Image.Black(64, 64, bands: 3);
        var task = await client.UploadAsync(black.PngsaveBuffer(), "image/png", cancellationToken);
        await MeasureAsync(http, task, jobs / 10, [], cancellationToken);
        var ratios = new List<double>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var (first, second) = pair % 2 == 0 ? ((string[])[], receivers) : (receivers, []);
            var times = (First: await MeasureAsync(http, task, jobs, first, cancellationToken), Second: await MeasureAsync(http, task, jobs, second, cancellationToken));
            var (without, with) = pair % 2 == 0 ? times : (times.Second, times.First);
            ratios.Add(with / without);
            var memory = string.Join(", ", stack.Children.Select(child => $"{child.Name} {ResidentMemory.Of(child.ProcessId!.Value).Sum / 1_000_000} MB"));
            Print($"pair {pair + 1}: {without,6:F1} ms a job without, {with,6:F1} with, ratio {with / without:F3}; heard {heard}; {memory}");
        }

        double[] sorted = [.. ratios.Order()];
        Print($"median {Percentiles.Of(sorted, 50):F3}, from {sorted[0]:F3} to {sorted[^1]:F3}");
        return 0;
    }

    /// <returns>Milliseconds a job.</returns>
    private static async Task<double> MeasureAsync(HttpClient http, string task, int jobs, string[] receivers, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, jobs, options, async (i, token) => await RunJobAsync(http, task, receivers.Length == 0 ? null : receivers[i % receivers.Length], token));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / jobs;
    }

    private static async Task RunJobAsync(HttpClient http, string task, string? receiver, CancellationToken cancellationToken)
    {
        var body = new { type = "image", tasks = (string[])[task], prompts = (string[])["boat"], webhook = receiver is null ? null : new { url = receiver } };
        using var accepted = await http.PostAsJsonAsync("v1/jobs", body, cancellationToken);
        var job = (await accepted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("jobId").GetString();
        string? status;
        do
        {
            await Task.Delay(Look, cancellationToken);
            status = (await http.GetFromJsonAsync<JsonElement>($"v1/jobs/{job}", cancellationToken)).GetProperty("status").GetString();
        }
        while (status is not ("success" or "failed"));
        if (status == "failed")
        {
            throw new InvalidOperationException($"{job} failed.");
        }
    }

    private static async Task<WebApplication> ListenAsync(Func<HttpContext, object> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => answer(context) as Task ?? Task.CompletedTask);
        await app.StartAsync();
        return app;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
