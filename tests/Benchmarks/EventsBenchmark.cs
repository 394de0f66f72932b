using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SegFunctions.Benchmarks.Comparison;
using SegFunctions.Benchmarks.Events;
using SegFunctions.Local.Client;

namespace SegFunctions.Benchmarks;

/// <summary>
/// What readers of events cost: a series of jobs while others are open, once with readers of those and once without, in pairs. Readers are cut off at random
/// and reconnect.
/// </summary>
internal static class EventsBenchmark
{
    private const double LongestSeconds = 4;

    public static Command Command()
    {
        var readers = new Option<int>("--readers") { Description = "Readers at once.", DefaultValueFactory = _ => 500 };
        var pairs = new Option<int>("--pairs") { Description = "Pairs.", DefaultValueFactory = _ => 5 };
        var longest = new Option<double>("--longest") { Description = "Seconds that a connection lasts at most.", DefaultValueFactory = _ => LongestSeconds };
        var command = new Command("events", "A job beside many readers of events, cut and resumed at random, against a job without them, in pairs.") { readers, pairs, longest };
        command.SetAction((parsed, token) =>
            RunAsync(new Readers(parsed.GetValue(readers), TimeSpan.FromSeconds(parsed.GetValue(longest))), parsed.GetValue(pairs), token));
        return command;
    }

    private static async Task<int> RunAsync(Readers readers, int pairs, CancellationToken cancellationToken)
    {
        await using var stack = await StubStack.StartAsync(allowsLoopback: true, cancellationToken);
        using var client = new SegmentationClient(stack.Server, StubStack.ApiKey, TimeProvider.System);
        using var http = new HttpClient { BaseAddress = stack.Server, DefaultRequestHeaders = { { "x-api-key", StubStack.ApiKey } } };
        using var black = NetVips.Image.Black(64, 64, bands: 3);
        var picture = black.PngsaveBuffer();
        var task = await client.UploadAsync(picture, "image/png", cancellationToken);
        await using var followed = await FollowedJobs.StartAsync(http, picture, cancellationToken);
        using var app = Process.GetProcessById(stack.Children.Single(child => child.Name == "functions").ProcessId!.Value);
        var none = readers with { Count = 0 };
        await MeasureAsync(app, http, task, followed, none, cancellationToken);
        var ratios = new List<double>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var isReadFirst = pair % 2 == 1;
            var first = await MeasureAsync(app, http, task, followed, isReadFirst ? readers : none, cancellationToken);
            var second = await MeasureAsync(app, http, task, followed, isReadFirst ? none : readers, cancellationToken);
            var (without, with) = isReadFirst ? (second, first) : (first, second);
            ratios.Add(with.Milliseconds / without.Milliseconds);
            var (service, own) = (PerConnection(measured => measured.Service), PerConnection(measured => measured.Own));
            var memory = string.Join(", ", stack.Children.Select(child => $"{child.Name} {ResidentMemory.Of(child.ProcessId!.Value).Sum / 1_000_000} MB"));
            Print($"pair {pair + 1}: {without.Milliseconds,6:F1} ms a job without, {with.Milliseconds,6:F1} with, ratio {ratios[^1]:F3}; {memory}");
            Print($"  {with.Events} events over {with.Connections} connections ({with.Connections / with.Elapsed.TotalSeconds:F0} a second), each once and in order; of processor time host and app took {service:F2} ms for a connection, the readers {own:F2} ms");

            double PerConnection(Func<Measured, TimeSpan> clock) =>
                (clock(with) - (clock(without) * ((double)with.Jobs / without.Jobs))).TotalMilliseconds / with.Connections;
        }

        double[] sorted = [.. ratios.Order()];
        Print($"median {Percentiles.Of(sorted, 50):F3}, from {sorted[0]:F3} to {sorted[^1]:F3}");
        return 0;
    }

    /// <summary>Runs jobs of one picture in a row while the followed ones are open.</summary>
    private static async Task<Measured> MeasureAsync(
        Process app, HttpClient http, string task, FollowedJobs followed, Readers readers, CancellationToken cancellationToken)
    {
        var jobs = await followed.OpenAsync(cancellationToken);
        var (service, own) = (ReadClocks(app), Environment.CpuUsage.TotalTime);
        var started = Stopwatch.GetTimestamp();
        var reading = Enumerable.Range(0, readers.Count)
            .Select(i => new EventReader(http.BaseAddress!, StubStack.ApiKey, jobs[i % jobs.Count], readers.Longest).ReadAsync(cancellationToken)).ToList();
        var ending = followed.EndAsync(cancellationToken);
        var times = new List<double>();
        while (!ending.IsCompleted)
        {
            times.Add(await RunJobAsync(http, task, cancellationToken));
        }

        await ending;
        var readings = await Task.WhenAll(reading);
        return new Measured(
            Percentiles.Of([.. times], 50),
            times.Count,
            ReadClocks(app) - service,
            Environment.CpuUsage.TotalTime - own,
            readings.Sum(seen => seen.Events),
            readings.Sum(seen => seen.Connections),
            Stopwatch.GetElapsedTime(started));
    }

    /// <summary>For the process and its descendants.</summary>
    private static TimeSpan ReadClocks(Process process)
    {
        var sum = TimeSpan.Zero;
        foreach (var id in ProcessTree.Of(process.Id))
        {
            using var part = Process.GetProcessById(id);
            sum += ProcessorClock.Read(part);
        }

        return sum;
    }

    private static async Task<double> RunJobAsync(HttpClient http, string task, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs")
        {
            Content = JsonContent.Create(new { type = "image", tasks = (string[])[task], prompts = (string[])["boat"] }),
            Headers = { { "Prefer", "wait" } },
        };
        using var answer = await http.SendAsync(request, cancellationToken);
        var job = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return job.GetProperty("status").GetString() == "success"
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new InvalidOperationException($"The job did not succeed: {job}");
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    /// <param name="Milliseconds">Median time of a job.</param>
    /// <param name="Jobs">Number of jobs.</param>
    /// <param name="Service">Processor time of host and app.</param>
    /// <param name="Own">Processor time of this process: the readers, and for each job the client and the worker.</param>
    /// <param name="Events">Events read by all readers.</param>
    /// <param name="Connections">Connections of all readers.</param>
    /// <param name="Elapsed">How long it took.</param>
    private sealed record Measured(double Milliseconds, int Jobs, TimeSpan Service, TimeSpan Own, int Events, int Connections, TimeSpan Elapsed);

    /// <param name="Count">Number of readers at once.</param>
    /// <param name="Longest">The longest that a connection of theirs lasts.</param>
    private sealed record Readers(int Count, TimeSpan Longest);
}
