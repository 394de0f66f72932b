using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SegFunctions.Jobs;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks;

/// <summary>Pages of an account with many jobs, over HTTP: all pages in order, and any in between.</summary>
internal static class ListingBenchmark
{
    private const string Account = "local";
    private const int Page = 100;
    private const int RandomPages = 300;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(20);

    public static Command Command()
    {
        var jobs = new Option<int>("--jobs") { Description = "Jobs of the account.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("listing", "Pages of an account with many jobs.") { jobs };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(jobs), token));
        return command;
    }

    private static async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var ids = Enumerable.Range(0, count).Select(i => JobId.At(now - (i * Between), i)).ToList();
        using var guard = ProcessGuard.Start();
        var data = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
        var setup = new StackSetup(UserFolders.Cache, TimeProvider.System);
        var azurite = await setup.EnsureAsync(ModelSetup.ForWords, new LineScreen(Console.Error), cancellationToken);
        var options = new StackOptions(data.FullName, azurite, setup.ModelsFolder, BenchmarkStack.ApiKey, Port: null, Workers: 1);
        await using (var stack = await LocalStack.StartAsync(options, guard, _ => { }, TimeProvider.System, cancellationToken))
        {
            await TableFilling.AddFirstAsync(stack.Storage, Account, ids[^1], cancellationToken);
        }

        await TableFilling.AddOthersAsync(azurite, Path.Combine(data.FullName, "azurite"), ids[..^1], cancellationToken);
        await using (var stack = await LocalStack.StartAsync(options, guard, _ => { }, TimeProvider.System, cancellationToken))
        {
            await MeasureAsync(stack.BaseUrl, ids, cancellationToken);
        }

        data.Delete(recursive: true);
        return 0;
    }

    /// <param name="server">Base URL.</param>
    /// <param name="ids">The ids of the account's jobs, newest first.</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    private static async Task MeasureAsync(Uri server, List<JobId> ids, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server, DefaultRequestHeaders = { { "x-api-key", BenchmarkStack.ApiKey } } };
        await ReadPageAsync(http, null, cancellationToken);
        var walk = new List<double>();
        var seen = new List<string>(ids.Count);
        string? token = null;
        do
        {
            var started = Stopwatch.GetTimestamp();
            var page = await ReadPageAsync(http, token, cancellationToken);
            walk.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("jobId").GetString()!));
            token = page.GetProperty("nextToken").GetString();
        }
        while (token is not null);

        if (!seen.SequenceEqual(ids.Select(id => id.ToString())))
        {
            throw new InvalidOperationException($"The pages hold {seen.Count} jobs, not the {ids.Count} newest first.");
        }

        var random = new Random(1);
        var any = new double[RandomPages];
        for (var i = 0; i < any.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ReadPageAsync(http, ids[random.Next(ids.Count)].ToString(), cancellationToken);
            any[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Console.WriteLine($"{ids.Count} jobs of one account, pages of {Page}");
        Console.WriteLine($"all in turn  {Percentiles.Describe([.. walk])}");
        Console.WriteLine($"any          {Percentiles.Describe(any)}");
    }

    private static Task<JsonElement> ReadPageAsync(HttpClient http, string? token, CancellationToken cancellationToken) =>
        http.GetFromJsonAsync<JsonElement>($"v1/jobs?limit={Page}{(token is null ? "" : $"&nextToken={token}")}", cancellationToken);
}
