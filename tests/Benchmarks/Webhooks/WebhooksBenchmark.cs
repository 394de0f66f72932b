using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Webhooks;

/// <summary>
/// What webhooks cost jobs: many one-item jobs, once without and once with a receiver each, in pairs. One receiver is healthy, one is dead, one takes
/// ten seconds. The worker has either no networks, or the real ones and photos of which no two are alike.
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
        var networks = new Option<bool>("--networks") { Description = "With the real networks, on photos that differ." };
        var command = new Command("webhooks", "Jobs with a webhook against jobs without, in interleaved pairs; receivers healthy, dead and slow.") { jobs, pairs, networks };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(jobs), parsed.GetValue(pairs), parsed.GetValue(networks), token));
        return command;
    }

    private static async Task<int> RunAsync(int jobs, int pairs, bool networks, CancellationToken cancellationToken)
    {
        var heard = 0;
        await using var healthy = await Listener.StartAsync(_ => Interlocked.Increment(ref heard));
        await using var slow = await Listener.StartAsync(context => Task.Delay(Slow, context.RequestAborted));
        string[] receivers = [healthy.Url, "http://127.0.0.1:1", slow.Url];
        await using var bed = await WebhookBed.StartAsync(networks, cancellationToken);
        await MeasureAsync([], jobs / 10);
        var ratios = new List<double>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var (first, second) = pair % 2 == 0 ? ((string[])[], receivers) : (receivers, []);
            var times = (First: await MeasureAsync(first, jobs), Second: await MeasureAsync(second, jobs));
            var (without, with) = pair % 2 == 0 ? times : (times.Second, times.First);
            ratios.Add(with / without);
            Print($"pair {pair + 1}: {without,6:F1} ms a job without, {with,6:F1} with, ratio {with / without:F3}; heard {heard}; {Memory(bed.Children)}");
        }

        double[] sorted = [.. ratios.Order()];
        Print($"median {Percentiles.Of(sorted, 50):F3}, from {sorted[0]:F3} to {sorted[^1]:F3}");
        return 0;

        async Task<double> MeasureAsync(string[] told, int count) =>
            await RunJobsAsync(bed.Http, await bed.UploadAsync(count, cancellationToken), told, cancellationToken);
    }

    /// <param name="http">Client of the service.</param>
    /// <param name="tasks">A picture for each job.</param>
    /// <param name="receivers">Assigned to the jobs in rotation; empty for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Milliseconds per job.</returns>
    private static async Task<double> RunJobsAsync(HttpClient http, IReadOnlyList<string> tasks, string[] receivers, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0, tasks.Count, options, async (i, token) => await RunJobAsync(http, tasks[i], receivers.Length == 0 ? null : receivers[i % receivers.Length], token));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / tasks.Count;
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

    private static string Memory(IEnumerable<SupervisedChild> children) =>
        string.Join(", ", children.Select(child => $"{child.Name} {ResidentMemory.Of(child.ProcessId!.Value).Sum / 1_000_000} MB"));

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
