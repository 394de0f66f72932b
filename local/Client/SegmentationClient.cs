using System.Net.Http.Headers;

namespace SegFunctions.Local.Client;

/// <summary>The public HTTP API, as any client of segmentationapi.com calls it.</summary>
/// <param name="server">Base URL, with or without a slash at its end.</param>
/// <param name="apiKey">The account's key.</param>
/// <param name="time">For pauses.</param>
internal sealed class SegmentationClient(Uri server, string apiKey, TimeProvider time) : IDisposable
{
    private readonly ApiConnection _api = new(server, apiKey, time);

    /// <summary>Sends a file and returns its task id.</summary>
    public async Task<string> UploadAsync(string path, string contentType, CancellationToken cancellationToken)
    {
        var upload = await _api.AskAsync<Upload>(HttpMethod.Post, "v1/uploads/presign", new PresignBody(contentType), cancellationToken);
        await using var file = File.OpenRead(path);
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var response = await _api.Http.PutAsync(upload.UploadUrl, content, cancellationToken);
        await ApiConnection.ThrowIfRefusedAsync(response, cancellationToken);
        return upload.TaskId;
    }

    public Task<CreatedJob> CreateJobAsync(CreateJobBody body, CancellationToken cancellationToken) =>
        _api.AskAsync<CreatedJob>(HttpMethod.Post, "v1/jobs", body, cancellationToken);

    public Task<JobState> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        _api.AskAsync<JobState>(HttpMethod.Get, $"v1/jobs/{Uri.EscapeDataString(jobId)}", null, cancellationToken);

    public Task<JobResult> GetResultAsync(string jobId, CancellationToken cancellationToken) =>
        _api.AskAsync<JobResult>(HttpMethod.Get, $"v1/jobs/{Uri.EscapeDataString(jobId)}/result", null, cancellationToken);

    /// <summary>Fetches a signed address into a file, which appears whole or not at all.</summary>
    public async Task DownloadAsync(Uri url, string path, CancellationToken cancellationToken)
    {
        using var response = await _api.Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ApiConnection.ThrowIfRefusedAsync(response, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        await using (var file = File.Create(part))
        {
            await response.Content.CopyToAsync(file, cancellationToken);
        }

        File.Move(part, path, overwrite: true);
    }

    public void Dispose() => _api.Dispose();
}
