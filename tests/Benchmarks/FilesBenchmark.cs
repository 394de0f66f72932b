using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using SegFunctions.Files;
using SegFunctions.Jobs;

namespace SegFunctions.Benchmarks;

/// <summary>Files that clients keep: pages of many files, compared with pages of as many jobs, and the memory that the app needs to receive a large file.</summary>
internal static class FilesBenchmark
{
    private const string Account = "local";
    private const string Project = "benchmark";
    private const int Page = 100;
    private const int PartBytes = 64 << 20;
    private const int Writers = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static Command Command()
    {
        var files = new Option<int>("--files") { Description = "Files of the account, and as many jobs.", DefaultValueFactory = _ => 10_000 };
        var parts = new Option<int>("--parts") { Description = "Parts of 64 MiB that a file comes in.", DefaultValueFactory = _ => 16 };
        var command = new Command("files", "Pages of many files; memory of the app while a big one comes.") { files, parts };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(files), parsed.GetValue(parts), token));
        return command;
    }

    private static async Task<int> RunAsync(int files, int parts, CancellationToken cancellationToken)
    {
        // Otherwise the parts would go directly to the storage account.
        Environment.SetEnvironmentVariable("Links__DirectToStorage", "false");
        await using var stack = await BenchmarkStack.StartAsync(null, cancellationToken, stubNetworks: true);
        using var http = new HttpClient { BaseAddress = stack.Stack.BaseUrl, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchmarkStack.ApiKey);
        await UploadAsync(stack, http, parts, cancellationToken);
        await FillAsync(new TableServiceClient(stack.Stack.Storage), files, cancellationToken);
        await ListAsync(http, cancellationToken);
        return await ListWhileTheyChangeAsync(http, files, cancellationToken) ? 0 : 1;
    }

    private static async Task UploadAsync(BenchmarkStack stack, HttpClient http, int parts, CancellationToken cancellationToken)
    {
        var app = AppProcess.Find(stack.Stack.Children.Single(child => child.Name == "functions").ProcessId!.Value)!.Value;
        var content = new byte[PartBytes];
        new Random(1).NextBytes(content);
        // A first upload loads what every upload needs.
        await SendAsync(http, content, 1, cancellationToken);
        var (before, most) = (ResidentMemory.Of(app).Sum, 0L);
        using var ended = new CancellationTokenSource();
        var watch = WatchAsync();
        var started = Stopwatch.GetTimestamp();
        await SendAsync(http, content, parts, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        await ended.CancelAsync();
        await watch;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{parts} parts of 64 MiB in {elapsed.TotalSeconds:F1} s; the app from {before / 1e6:F0} MB to at most {most / 1e6:F0} MB, {(most - before) / 1e6:F0} MB more"));

        async Task WatchAsync()
        {
            while (!ended.IsCancellationRequested)
            {
                most = Math.Max(most, ResidentMemory.Of(app).Sum);
                await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static async Task SendAsync(HttpClient http, byte[] content, int parts, CancellationToken cancellationToken)
    {
        using var created = await http.PostAsJsonAsync($"api/v1/projects/big/files/initmultipartupload?parts={parts}", new { name = "big.bin" }, cancellationToken);
        var file = await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        foreach (var url in file.GetProperty("uploadUrls").EnumerateArray())
        {
            using var part = await http.PutAsync(url.GetString(), new ByteArrayContent(content), cancellationToken);
            part.EnsureSuccessStatusCode();
        }

        var (id, uploadId) = (file.GetProperty("id").GetInt64(), file.GetProperty("uploadId").GetString());
        using var completed = await http.PostAsJsonAsync("api/v1/projects/big/files/completemultipartupload", new { id, uploadId }, cancellationToken);
        completed.EnsureSuccessStatusCode();
        using var deleted = await http.PostAsJsonAsync("api/v1/projects/big/files/delete", new { items = new[] { new { id } } }, cancellationToken);
        deleted.EnsureSuccessStatusCode();
    }

    private static async Task FillAsync(TableServiceClient tables, int count, CancellationToken cancellationToken)
    {
        var (files, jobs, now) = (new FileTable(tables), new JobTable(tables), DateTimeOffset.UtcNow);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, options, async (i, token) =>
        {
            var created = now - TimeSpan.FromSeconds(i);
            await files.TryAddAsync(
                new StoredFile(new FileScope(Account, Project), FileId.At(created, i), new FileDescription($"{i}.png", $"file-{i}"), created, created, null, null), token);
            await jobs.PutAsync(Account, new JobSummary(JobId.At(created, i), JobStatus.Completed, 1, created, created, null), token);
        });
    }

    private static async Task ListAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var (files, jobs) = (new List<double>(), new List<double>());
        string? cursor = null, next = null;
        do
        {
            (cursor, var time) = await ReadAsync(http, $"api/v1/projects/{Project}/files?limit={Page}", "cursor", cursor, "nextCursor", cancellationToken);
            files.Add(time);
            (next, time) = await ReadAsync(http, $"v1/jobs?limit={Page}", "nextToken", next, "nextToken", cancellationToken);
            jobs.Add(time);
        }
        while (cursor is not null);

        Console.WriteLine($"a page of {Page} files  {Percentiles.Describe([.. files])}");
        Console.WriteLine($"a page of {Page} jobs   {Percentiles.Describe([.. jobs])}");
    }

    /// <returns>Whether every file that existed throughout was listed exactly once, although others came and went between any two pages.</returns>
    private static async Task<bool> ListWhileTheyChangeAsync(HttpClient http, int count, CancellationToken cancellationToken)
    {
        var (seen, gone, random, came) = (new List<string>(), new HashSet<string>(), new Random(1), 0);
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>(
                $"api/v1/projects/{Project}/files?limit={Page}{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("externalId").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            var name = $"file-{random.Next(count)}";
            if (gone.Add(name))
            {
                using var deleted = await http.PostAsJsonAsync($"api/v1/projects/{Project}/files/delete", new { items = new[] { new { externalId = name } } }, cancellationToken);
                deleted.EnsureSuccessStatusCode();
            }

            using var created = await http.PostAsJsonAsync($"api/v1/projects/{Project}/files", new { name = "new.png", externalId = $"new-{came++}" }, cancellationToken);
            created.EnsureSuccessStatusCode();
        }
        while (cursor is not null);

        var stayed = Enumerable.Range(0, count).Select(i => $"file-{i}").Except(gone).ToList();
        var isStable = stayed.TrueForAll(new HashSet<string>(seen).Contains) && seen.Distinct().Count() == seen.Count;
        Console.WriteLine($"{stayed.Count} files stayed, {gone.Count} went and {came} came: each that stayed was {(isStable ? "listed once" : "NOT listed once")}");
        return isStable;
    }

    private static async Task<(string? Next, double Milliseconds)> ReadAsync(
        HttpClient http, string path, string name, string? cursor, string property, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await http.GetFromJsonAsync<JsonElement>($"{path}{(cursor is null ? "" : $"&{name}={cursor}")}", cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (page.TryGetProperty(property, out var next) ? next.GetString() : null, elapsed);
    }
}
