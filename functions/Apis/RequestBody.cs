using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using SegFunctions.Media;

namespace SegFunctions.Apis;

/// <summary>A request's body without its Content-Encoding.</summary>
internal static class RequestBody
{
    private const string Packed = "gzip";

    /// <summary>Decompresses a body with <c>Content-Encoding: gzip</c> as it is read; the reader must limit the size.</summary>
    /// <returns>A stream that throws <see cref="InvalidDataException"/> if the body is not gzip.</returns>
    /// <exception cref="ApiException">The body has another Content-Encoding.</exception>
    public static Stream Open(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        Packed or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => throw new ApiException(new ApiError(ApiErrorCode.EncodingUnsupported, $"The body may be sent uncompressed, or with Content-Encoding {Packed}.")
        {
            Headers = new Dictionary<string, string> { ["Accept-Encoding"] = Packed },
        }),
    };

    /// <summary>Refuses a body whose declared length is too large, and otherwise lifts the server's own, lower limit; the reader must limit the size.</summary>
    /// <exception cref="UploadTooLargeException">The declared length is over the limit.</exception>
    public static void AllowSize(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            throw new UploadTooLargeException(maxBytes);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }

    /// <summary>The error for a body that cannot be decompressed.</summary>
    public static ApiException Broken() => new(ApiErrorCode.RequestInvalid, $"The body is not {Packed}, as its Content-Encoding says.");
}
