using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.SegmentationApi;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Calls the public HTTP API without a client library: requests are sent as the tests write them, and responses are checked as they are.</summary>
internal sealed class ApiUnderTest(Uri baseUrl, string apiKey) : IDisposable
{
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new(new ContractHandler(baseUrl)) { BaseAddress = baseUrl };

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, apiKey, cancellationToken);

    /// <param name="path">Relative to the server.</param>
    /// <param name="body">JSON, or text sent as JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="idempotencyKey">Null for none.</param>
    public Task<Answer> PostAsync(string path, object body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body as string ?? JsonSerializer.Serialize(body), apiKey, cancellationToken, idempotencyKey);

    /// <summary>With the account's own key.</summary>
    public Task<Answer> SendOwnAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken) =>
        SendAsync(method, path, body, apiKey, cancellationToken);

    /// <param name="method">HTTP method.</param>
    /// <param name="path">Relative to the server.</param>
    /// <param name="body">Sent as JSON whatever it is; null for none.</param>
    /// <param name="key">Null for no key at all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="idempotencyKey">Null for none.</param>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body, string? key, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends exactly this, without a key of ours. The test fails if the vendor's client would reject a successful response.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        var answer = new Answer(
            response.StatusCode,
            isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default,
            response.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)));
        var isVideo = isJson && text.Contains("\"type\":\"video\"", StringComparison.Ordinal);
        if (response.IsSuccessStatusCode && VendorSdk.SchemaOf(request.Method, request.RequestUri!.OriginalString, isVideo) is { } schema)
        {
            Assert.Empty(schema.FindFaults(answer.Body));
        }

        return answer;
    }

    /// <returns>The task id.</returns>
    public async Task<string> UploadAsync(byte[] content, string contentType, CancellationToken cancellationToken)
    {
        var presigned = (await PostAsync("v1/uploads/presign", new { contentType }, cancellationToken)).Expect(HttpStatusCode.OK);
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var response = await _http.PutAsync(presigned.Text("uploadUrl"), body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return presigned.Text("taskId");
    }

    /// <returns>The job id.</returns>
    public async Task<string> CreateJobAsync(IEnumerable<string> tasks, string[] prompts, CancellationToken cancellationToken)
    {
        var body = new { type = "image", tasks, prompts, generatePreview = true };
        return (await PostAsync("v1/jobs", body, cancellationToken)).Expect(HttpStatusCode.Accepted).Text("jobId");
    }

    /// <summary>Uploads one photo any number of times and starts a job with it.</summary>
    public async Task<StartedJob> StartAsync(int count, string[] prompts, CancellationToken cancellationToken)
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), cancellationToken);
        var tasks = new List<string>();
        for (var i = 0; i < count; i++)
        {
            tasks.Add(await UploadAsync(photo, "image/jpeg", cancellationToken));
        }

        return new StartedJob(await CreateJobAsync(tasks, prompts, cancellationToken), tasks);
    }

    /// <param name="wanted">Further fields of the request, such as what to find.</param>
    /// <returns>The job id.</returns>
    public async Task<string> CreateVideoJobAsync(IReadOnlyList<string> tasks, object wanted, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToNode(wanted)!.AsObject();
        body["type"] = "video";
        body["tasks"] = JsonSerializer.SerializeToNode(tasks);
        return (await PostAsync("v1/jobs", body, cancellationToken)).Expect(HttpStatusCode.Accepted).Text("jobId");
    }

    /// <summary>Polls until the job has ended.</summary>
    /// <param name="jobId">The id of this server.</param>
    /// <param name="patience">A job that has not ended by then is considered hung.</param>
    /// <param name="onState">Called with every response.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Answer> WaitAsync(string jobId, TimeSpan patience, Action<Answer>? onState, CancellationToken cancellationToken) => WaitUntilAsync(
        jobId,
        job =>
        {
            onState?.Invoke(job);
            return job.Text("status") is "success" or "failed";
        },
        patience,
        cancellationToken);

    /// <summary>Polls until the job is as required.</summary>
    public async Task<Answer> WaitUntilAsync(string jobId, Func<Answer, bool> isWanted, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var answer = await TryGetJobAsync(jobId, cancellationToken);
            if (answer is { Status: HttpStatusCode.OK } && isWanted(answer))
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < patience, $"The job hangs: {answer?.Body}");
            await Task.Delay(PollPause, cancellationToken);
        }
    }

    /// <summary>Fetches a signed address, which needs no key.</summary>
    public Task<byte[]> DownloadAsync(string url, CancellationToken cancellationToken) => _http.GetByteArrayAsync(url, cancellationToken);

    public void Dispose() => _http.Dispose();

    // A server that was just killed is unreachable for a moment.
    private async Task<Answer?> TryGetJobAsync(string jobId, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync($"v1/jobs/{jobId}", cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
