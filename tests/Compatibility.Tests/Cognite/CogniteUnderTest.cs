using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>Calls Cognite's API without a client library, in a project of its own.</summary>
internal sealed class CogniteUnderTest(Uri baseUrl, string? key) : IDisposable
{
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(new ContractHandler(baseUrl)) { BaseAddress = baseUrl };

    public string Project { get; init; } = $"p{Guid.NewGuid():N}";

    public static CogniteUnderTest On(SharedStack stack) => new(stack.BaseUrl, TestSetup.ApiKey);

    /// <param name="call">Relative to the project; with a leading slash, to the server.</param>
    public Task<Answer> GetAsync(string call, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, call, null, cancellationToken);

    /// <param name="call">Relative to the project; with a leading slash, to the server.</param>
    /// <param name="body">JSON, or text sent as JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Answer> PostAsync(string call, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, call, new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), cancellationToken);

    public async Task<Answer> SendAsync(HttpMethod method, string call, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, call.StartsWith('/') ? call : $"/api/v1/projects/{Project}/{call}") { Content = content };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends to an address that the server gave out, without a key.</summary>
    public async Task<Answer> PutAsync(string url, byte[] content, string? contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return await SendAsync(request, cancellationToken);
    }

    public async Task<HttpResponseMessage> DownloadAsync(string url, CancellationToken cancellationToken) => await _http.GetAsync(url, cancellationToken);

    /// <returns>The file's id.</returns>
    public async Task<long> UploadAsync(byte[] content, CancellationToken cancellationToken, string name = "photo.jpg", string? mimeType = "image/jpeg", string? externalId = null)
    {
        var created = (await PostAsync("files", new { name, mimeType, externalId }, cancellationToken)).Expect(HttpStatusCode.Created);
        (await PutAsync(created.Text("uploadUrl"), content, mimeType, cancellationToken)).Expect(HttpStatusCode.OK);
        return created.Body.GetProperty("id").GetInt64();
    }

    /// <summary>Polls the job until it has ended.</summary>
    public async Task<Answer> WaitAsync(long jobId, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var job = (await GetAsync($"context/vision/segment/{jobId}", cancellationToken)).Expect(HttpStatusCode.OK);
            if (job.Text("status") is "Completed" or "Failed")
            {
                return job;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"The job hangs: {job.Body}");
            await Task.Delay(PollPause, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new Answer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonSerializer.Deserialize<JsonElement>(text) : default,
            response.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)));
    }
}

internal static class CogniteAnswers
{
    /// <summary>The error's message; fails unless the response is an error in Cognite's shape with this status.</summary>
    public static string ErrorOf(this Answer answer, int status)
    {
        Assert.True((int)answer.Status == status, $"{(int)answer.Status} instead of {status}: {answer.Body}");
        var error = answer.Body.GetProperty("error");
        Assert.Equal(["error"], answer.Body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(status, error.GetProperty("code").GetInt32());
        Assert.True(answer.Headers.ContainsKey("x-request-id"));
        Assert.Empty(error.EnumerateObject().Select(property => property.Name).Except(["code", "message", "missing", "duplicated"]));
        return error.GetProperty("message").GetString()!;
    }
}
