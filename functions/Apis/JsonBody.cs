using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SegFunctions.Apis;

/// <summary>Reads a request's JSON body.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1 << 20;

    /// <summary>Limit for a body that holds files: a parsed document takes memory per token, and a file is a single one.</summary>
    private const int MaxTokens = MaxBytes / 2;

    /// <inheritdoc cref="ReadObjectAsync(HttpRequest, int, CancellationToken)"/>
    public static Task<JsonElement> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadObjectAsync(request, MaxBytes, cancellationToken);

    /// <param name="request">The request whose body to read.</param>
    /// <param name="maxBytes">Maximum size in bytes; above 1 MiB only for bodies that contain files.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The object; its fields are not validated yet.</returns>
    /// <exception cref="ApiException">The content type or encoding is unsupported, or the body is too large, not UTF-8, not JSON, or not an object.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentType is not null && !request.HasJsonContentType())
        {
            throw Invalid("The body must be sent with Content-Type application/json.");
        }

        var bytes = WithoutMark(await ReadBytesAsync(request, maxBytes, cancellationToken));
        if (!Utf8.IsValid(bytes.Span))
        {
            throw Invalid("The body is not valid UTF-8.");
        }

        try
        {
            if (bytes.Length > MaxBytes && HasTooManyTokens(bytes.Span))
            {
                throw Invalid($"A JSON body may have at most {MaxTokens} names, values and brackets.");
            }

            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Invalid("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }
    }

    private static bool HasTooManyTokens(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (tokens <= MaxTokens && reader.Read())
        {
            tokens++;
        }

        return tokens > MaxTokens;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        using var body = new MemoryStream();
        var source = RequestBody.Open(request);
        var block = new byte[16 << 10];
        int read;
        while ((read = await ReadAsync(source, block, cancellationToken)) > 0)
        {
            body.Write(block, 0, read);
            if (body.Length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static async Task<int> ReadAsync(Stream source, byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(block, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw RequestBody.Broken();
        }
    }

    /// <summary>Strips the byte order mark that some editors and clients write.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private static ApiException Invalid(string message) => new(ApiErrorCode.RequestInvalid, message);

    private static ApiException TooLarge(int maxBytes) => new(ApiErrorCode.BodyTooLarge, $"A JSON body may have at most {maxBytes} bytes here.");
}
