using System.Collections.ObjectModel;

namespace SegFunctions.Local.Client;

// Files go to and come from signed addresses, which are no calls of the API.
internal sealed partial class SegmentationClient
{
    private const int MaxTries = 3;

    // What the Functions host accepts in Azure.
    private const long MostBytesForTheApp = 100_000_000;

    // Uploads over a slower connection time out.
    private const double SlowestBytesPerSecond = 50_000;

    /// <summary>Uploads a picture or a video and returns its task id. Files too big for the app are sent to the storage account itself.</summary>
    /// <param name="content">Must have its type and length. It is sent again if the server was busy.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <exception cref="ApiException">The server or the storage account refused it.</exception>
    public async Task<string> UploadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var (type, length) = (content.Headers.ContentType!.ToString(), content.Headers.ContentLength!.Value);
        var upload = await PresignUploadAsync(new PresignRequest { ContentType = type }, cancellationToken);
        using var http = _api.CreateHttp(TimeSpan.FromSeconds(length / SlowestBytesPerSecond));
        var direct = length > MostBytesForTheApp ? upload.DirectUpload : null;
        using var request = new HttpRequestMessage(HttpMethod.Put, direct?.Url ?? upload.UploadUrl) { Content = content };
        foreach (var (name, value) in direct?.Headers ?? ReadOnlyDictionary<string, string>.Empty)
        {
            // Content headers cannot be added here; the content has them already.
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        if (direct is not null && !response.IsSuccessStatusCode)
        {
            throw new ApiException(response.StatusCode, null, $"The storage account at {direct.Url.Authority} answered {(int)response.StatusCode} to the upload.");
        }

        await ApiConnection.ThrowIfRefusedAsync(response, cancellationToken);
        return upload.TaskId;
    }

    /// <summary>Fetches a signed address into a file, which appears whole or not at all.</summary>
    /// <exception cref="HttpRequestException">The server is unreachable, or broke off the response three times.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task DownloadAsync(Uri url, string path, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await DownloadOnceAsync(url, part, cancellationToken);
                File.Move(part, path, overwrite: true);
                return;
            }
            catch (HttpRequestException) when (tries < MaxTries)
            {
                // The server had begun to respond, so the next request waits for it to come back.
            }
        }
    }

    private async Task DownloadOnceAsync(Uri url, string path, CancellationToken cancellationToken)
    {
        using var response = await _api.Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ApiConnection.ThrowIfRefusedAsync(response, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var file = File.Create(path);
        var buffer = new byte[81_920];
        while (await ReadAsync(body, buffer, cancellationToken) is > 0 and var read)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>Turns the failure of a body into one of the server: the same exception type from a file means a failure of this machine.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(exception.Message, exception);
        }
    }
}
