using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SegFunctions.Local.Client;

/// <summary>The public HTTP API, as any client of segmentationapi.com calls it.</summary>
internal sealed class SegmentationClient : IDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;

    /// <param name="server">Base URL, with or without a slash at its end.</param>
    /// <param name="apiKey">Sent as <c>x-api-key</c>, to the API only: signed addresses take none.</param>
    /// <param name="time">For pauses.</param>
    public SegmentationClient(Uri server, string apiKey, TimeProvider time)
    {
        Server = new Uri(server.AbsoluteUri.TrimEnd('/') + "/");
        ApiKey = apiKey;
        _http = new HttpClient(new PatientHandler(time)) { Timeout = _timeout };
    }

    private Uri Server { get; }

    private string ApiKey { get; }

    /// <summary>Sends a file and returns its task id.</summary>
    public async Task<string> UploadAsync(string path, string contentType, CancellationToken cancellationToken)
    {
        var upload = await AskAsync<Upload>(HttpMethod.Post, "v1/uploads/presign", new PresignBody(contentType), cancellationToken);
        await using var file = File.OpenRead(path);
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var response = await _http.PutAsync(upload.UploadUrl, content, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return upload.TaskId;
    }

    public Task<CreatedJob> CreateJobAsync(CreateJobBody body, CancellationToken cancellationToken) =>
        AskAsync<CreatedJob>(HttpMethod.Post, "v1/jobs", body, cancellationToken);

    public Task<JobState> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        AskAsync<JobState>(HttpMethod.Get, $"v1/jobs/{Uri.EscapeDataString(jobId)}", null, cancellationToken);

    public Task<JobResult> GetResultAsync(string jobId, CancellationToken cancellationToken) =>
        AskAsync<JobResult>(HttpMethod.Get, $"v1/jobs/{Uri.EscapeDataString(jobId)}/result", null, cancellationToken);

    /// <summary>Fetches a signed address into a file, which appears whole or not at all.</summary>
    public async Task DownloadAsync(Uri url, string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        await using (var file = File.Create(part))
        {
            await response.Content.CopyToAsync(file, cancellationToken);
        }

        File.Move(part, path, overwrite: true);
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server, path)) { Headers = { { "x-api-key", ApiKey } } };
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
        using var response = await _http.SendAsync(request, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new ApiException(response.StatusCode, null, $"{method} {path} answered with an empty body.");
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var body = TryReadError(text);
        throw new ApiException(
            response.StatusCode, body?.Error, $"The server answered {(int)response.StatusCode} {body?.Error}: {body?.Message ?? text}");
    }

    private static ErrorBody? TryReadError(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorBody>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
