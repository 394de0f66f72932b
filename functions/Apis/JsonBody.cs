using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SegFunctions.Apis;

/// <summary>A request's JSON body.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1 << 20;

    /// <inheritdoc cref="ReadObjectAsync(HttpRequest, int, CancellationToken)"/>
    public static Task<JsonElement> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadObjectAsync(request, MaxBytes, cancellationToken);

    /// <param name="request">Whose body it is.</param>
    /// <param name="maxBytes">For bodies that hold files.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The object; nothing has been said about its fields yet.</returns>
    /// <exception cref="ApiException">Declared as something else, packed in a way that is unknown here, too large, no UTF-8, no JSON, or no object.</exception>
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

    /// <summary>Without the byte order mark that some editors and clients put first.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private static ApiException Invalid(string message) => new(ApiErrorCode.RequestInvalid, message);

    private static ApiException TooLarge(int maxBytes) => new(ApiErrorCode.BodyTooLarge, $"A JSON body may have at most {maxBytes} bytes here.");
}
