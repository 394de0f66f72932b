using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SegFunctions.Benchmarks;

/// <summary>Many simultaneous clients, each with whole jobs of one small photo, with networks that cost nothing: the load that the service itself can take.</summary>
internal static class LoadBenchmark
{
    private const int PhotoSide = 64;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static Command Command()
    {
        var clients = new Option<int>("--clients") { Description = "Clients at once.", DefaultValueFactory = _ => 200 };
        var rounds = new Option<int>("--rounds") { Description = "Jobs of each client, one after another.", DefaultValueFactory = _ => 3 };
        var command = new Command("load", "Many clients at once, each with whole jobs, with networks that cost nothing.") { clients, rounds };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(clients), parsed.GetValue(rounds), token));
        return command;
    }

    private static async Task<int> RunAsync(int clients, int rounds, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(null, cancellationToken, stubNetworks: true);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = stack.Stack.BaseUrl };
        var photo = CreatePhoto();
        var calls = new ConcurrentDictionary<string, ConcurrentBag<double>>();

        // Tiered compilation settles.
        await RunClientAsync(new LoadClient(http, []), photo, rounds: 5, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var jobs = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => RunClientAsync(new LoadClient(http, calls), photo, rounds, cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var ids = jobs.SelectMany(ids => ids).ToList();
        var lost = ids.Count - await CountListedAsync(http, ids, cancellationToken);
        FormattableString line = $"{clients} clients, {ids.Count} jobs in {seconds:F1} s: {ids.Count / seconds:F1} jobs/s, 0 errors, {lost} lost";
        Console.WriteLine(FormattableString.Invariant(line));
        foreach (var (call, times) in calls.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{call,-10} {Percentiles.Describe([.. times])}");
        }

        return lost == 0 ? 0 : 1;
    }

    /// <summary>Any response that is not a success ends the benchmark.</summary>
    private static async Task<IReadOnlyList<string>> RunClientAsync(LoadClient client, byte[] photo, int rounds, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            var whole = Stopwatch.GetTimestamp();
            var upload = await client.AskAsync("presign", HttpMethod.Post, "v1/uploads/presign", new { contentType = "image/png" }, cancellationToken);
            await client.PutAsync(upload.GetProperty("uploadUrl").GetString()!, photo, cancellationToken);
            var body = new { type = "image", tasks = new[] { upload.GetProperty("taskId").GetString() }, prompts = new[] { StubNetworks.Word } };
            var id = (await client.AskAsync("create", HttpMethod.Post, "v1/jobs", body, cancellationToken)).GetProperty("jobId").GetString()!;
            JsonElement job;
            do
            {
                await Task.Delay(Look, cancellationToken);
                job = await client.AskAsync("get", HttpMethod.Get, $"v1/jobs/{id}", null, cancellationToken);
            }
            while (job.GetProperty("status").GetString() is "queued" or "processing");

            if (job.GetProperty("status").GetString() != "success")
            {
                throw new InvalidOperationException($"{id} failed: {job}");
            }

            var result = await client.AskAsync("result", HttpMethod.Get, $"v1/jobs/{id}/result", null, cancellationToken);
            await client.DownloadAsync(result.GetProperty("assets")[0].GetProperty("url").GetString()!, cancellationToken);
            client.Note("whole job", whole);
            ids.Add(id);
        }

        return ids;
    }

    private static async Task<int> CountListedAsync(HttpClient http, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var client = new LoadClient(http, []);
        var listed = new HashSet<string>();
        string? token = null;
        do
        {
            var page = await client.AskAsync("list", HttpMethod.Get, $"v1/jobs?limit=100&status=success{(token is null ? "" : $"&nextToken={token}")}", null, cancellationToken);
            listed.UnionWith(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("jobId").GetString()!));
            token = page.GetProperty("nextToken").GetString();
        }
        while (token is not null);

        return ids.Count(listed.Contains);
    }

    private static byte[] CreatePhoto()
    {
        using var noise = NetVips.Image.Gaussnoise(PhotoSide, PhotoSide, seed: 1);
        using var photo = noise.Cast(NetVips.Enums.BandFormat.Uchar);
        return photo.PngsaveBuffer();
    }

    /// <summary>One client's calls, timed.</summary>
    private sealed class LoadClient(HttpClient http, ConcurrentDictionary<string, ConcurrentBag<double>> calls)
    {
        public async Task<JsonElement> AskAsync(string call, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { { "x-api-key", BenchmarkStack.ApiKey } } };
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
            var started = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            Note(call, started);
            return response.IsSuccessStatusCode ? answer : throw Unexpected(call, response.StatusCode, answer.ToString());
        }

        public async Task PutAsync(string url, byte[] content, CancellationToken cancellationToken)
        {
            using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
            var started = Stopwatch.GetTimestamp();
            using var response = await http.PutAsync(url, body, cancellationToken);
            Note("upload", started);
            if (!response.IsSuccessStatusCode)
            {
                throw Unexpected("upload", response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            }
        }

        public async Task DownloadAsync(string url, CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(url, cancellationToken);
            Note("download", started);
        }

        public void Note(string call, long started) =>
            calls.GetOrAdd(call, _ => []).Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

        private static InvalidOperationException Unexpected(string call, HttpStatusCode status, string answer) => new($"{call} answered {(int)status}: {answer}");
    }
}
