using System.Net.Http.Json;
using System.Text.Json;

namespace SegFunctions.Local.Client;

/// <summary>JSON over HTTP to one server, with a key.</summary>
internal sealed class ApiConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Uri _server;
    private readonly string _apiKey;

    /// <param name="server">Base URL, with or without a slash at its end.</param>
    /// <param name="apiKey">Sent as <c>x-api-key</c>, to the API only: signed addresses take none.</param>
    /// <param name="time">For pauses.</param>
    public ApiConnection(Uri server, string apiKey, TimeProvider time)
    {
        _server = new Uri(server.AbsoluteUri.TrimEnd('/') + "/");
        _apiKey = apiKey;
        Http = new HttpClient(new PatientHandler(time)) { Timeout = Patience };
    }

    /// <summary>For signed addresses.</summary>
    public HttpClient Http { get; }

    /// <param name="method">HTTP method.</param>
    /// <param name="path">Relative to the server.</param>
    /// <param name="body">Sent as JSON; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiException">The server refused, or answered without a body.</exception>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new ApiException(response.StatusCode, null, $"{method} {path} answered with an empty body.");
    }

    /// <inheritdoc cref="AskAsync"/>
    public async Task TellAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, null, cancellationToken);
    }

    public static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
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

    public void Dispose() => Http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server, path)) { Headers = { { "x-api-key", _apiKey } } };
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
        var response = await Http.SendAsync(request, cancellationToken);
        try
        {
            await ThrowIfRefusedAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
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
