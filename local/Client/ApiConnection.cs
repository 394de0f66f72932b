using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

/// <summary>JSON over HTTP to one server, authenticated with a key.</summary>
internal sealed class ApiConnection : IDisposable
{
    private const int MaxAnswerBytes = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Uri _server;
    private readonly string _apiKey;
    private readonly PatientHandler _handler;

    /// <param name="server">Base URL, with or without a trailing slash.</param>
    /// <param name="apiKey">Sent as <c>x-api-key</c>, but only to the API, since signed addresses need no key.</param>
    /// <param name="time">For pauses.</param>
    /// <exception cref="UserException">The key cannot be sent.</exception>
    public ApiConnection(Uri server, string apiKey, TimeProvider time)
    {
        _server = new Uri(server.AbsoluteUri.TrimEnd('/') + "/");
        _apiKey = CheckKey(apiKey);
        _handler = new PatientHandler(time);
        Http = CreateHttp(TimeSpan.Zero);
    }

    /// <summary>How bodies are written and read. Another server may answer with JSON too, but without the required fields.</summary>
    public static JsonSerializerOptions Json { get; } = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true };

    /// <summary>For signed addresses.</summary>
    public HttpClient Http { get; }

    /// <returns>The key.</returns>
    /// <exception cref="UserException">No client can send it.</exception>
    public static string CheckKey(string apiKey) => apiKey.Length == 0 ? throw new UserException("The API key is empty.")
        : apiKey.All(character => character is > ' ' and <= '~') ? apiKey
        : throw new UserException("The API key has characters that no key has: spaces, or characters beyond ASCII.");

    /// <summary>Creates a client with a longer timeout, which shares the connections.</summary>
    /// <param name="more">Time in addition to the 5 minutes that every request may take.</param>
    public HttpClient CreateHttp(TimeSpan more) =>
        new(_handler, disposeHandler: false) { Timeout = Patience + more, MaxResponseContentBufferSize = MaxAnswerBytes };

    /// <param name="method">HTTP method.</param>
    /// <param name="path">Relative to the server.</param>
    /// <param name="body">Sent as JSON; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiException">The server returned an error, or does not serve this API.</exception>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, null, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Like <see cref="AskAsync"/> with POST, under a new idempotency key: it is retried if the server may not have received it, but takes effect only once.</summary>
    public async Task<T> CreateAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body, Guid.NewGuid().ToString(), cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Like <see cref="AskAsync"/>, for calls whose response has no content.</summary>
    public async Task TellAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, null, null, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            throw NotTheApi(response);
        }
    }

    public static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        // A gateway, or another version, may send only one of the two.
        var body = await FindErrorAsync(response, cancellationToken);
        var (code, message) = (body?.Error, body?.Message);
        throw code is null && message is null
            ? NotTheApi(response)
            : new ApiException(response.StatusCode, code, $"The server answered {(int)response.StatusCode}{(code is null ? "" : $" {code}")}{(message is null ? "." : $": {message}")}");
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw NotTheApi(response);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server, path)) { Headers = { { "x-api-key", _apiKey } } };
        if (idempotencyKey is not null)
        {
            request.Headers.Add(PatientHandler.IdempotencyKey, idempotencyKey);
        }

        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);
        var response = await Http.SendAsync(request, cancellationToken);
        try
        {
            await ThrowIfRefusedAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            // On any failure the caller does not get the response, so it is disposed of here.
            response.Dispose();
            throw;
        }
    }

    /// <returns>Null for a body in another shape, such as a proxy's page.</returns>
    private static async Task<ErrorResponse?> FindErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<ErrorResponse>(Json, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ApiException NotTheApi(HttpResponseMessage response)
    {
        var address = response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Path);
        var type = response.Content.Headers.ContentType?.MediaType ?? "no content";
        return new ApiException(
            response.StatusCode, null, $"{address} answered {(int)response.StatusCode} with {type}, as this API never does: another server is at this address, or a proxy in front of it.");
    }
}
