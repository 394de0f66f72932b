using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Benchmarks;

/// <summary>Pages of an account that has many jobs, over HTTP: the first ones, all of them in turn, and any in between.</summary>
internal static class ListingBenchmark
{
    private const string Account = "local";
    private const int RowsOfTransaction = 100;
    private const int Page = 100;
    private const int RandomPages = 300;
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(null, cancellationToken);
        var ids = await FillAsync(stack.Stack.Storage, count, cancellationToken);
        using var http = new HttpClient { BaseAddress = stack.Stack.BaseUrl, DefaultRequestHeaders = { { "x-api-key", BenchmarkStack.ApiKey } } };

        await ReadPageAsync(http, null, cancellationToken);
        var walk = new List<double>();
        var seen = new List<string>(count);
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
            throw new InvalidOperationException($"The pages hold {seen.Count} jobs in another order than the {count} newest first.");
        }

        var random = new Random(1);
        var any = new double[RandomPages];
        for (var i = 0; i < any.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ReadPageAsync(http, ids[random.Next(ids.Count)].ToString(), cancellationToken);
            any[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Console.WriteLine($"{count} jobs of one account, pages of {Page}");
        Console.WriteLine($"all in turn  {Percentiles.Describe([.. walk])}");
        Console.WriteLine($"any          {Percentiles.Describe(any)}");
        return 0;
    }

    /// <returns>Newest first.</returns>
    private static async Task<IReadOnlyList<JobId>> FillAsync(string storage, int count, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var ids = Enumerable.Range(0, count).Select(i => JobId.At(now - (i * _between), i)).ToList();
        var service = new TableServiceClient(storage);
        await service.CreateTableIfNotExistsAsync(JobTable.Name, cancellationToken);
        var table = service.GetTableClient(JobTable.Name);
        foreach (var chunk in ids.Chunk(RowsOfTransaction))
        {
            var rows = chunk.Select(id => JobRow.Of(Account, new JobSummary(id, JobStatus.Completed, 1, id.Created, id.Created, null)));
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellationToken);
        }

        return ids;
    }

    private static Task<JsonElement> ReadPageAsync(HttpClient http, string? token, CancellationToken cancellationToken) =>
        http.GetFromJsonAsync<JsonElement>($"v1/jobs?limit={Page}{(token is null ? "" : $"&nextToken={token}")}", cancellationToken);
}
