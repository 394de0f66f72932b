using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using SegFunctions.Media;

namespace SegFunctions.Apis;

/// <summary>A request's body without its Content-Encoding.</summary>
internal static class RequestBody
{
    private const string Packed = "gzip";

    /// <summary>Decompresses a body with <c>Content-Encoding: gzip</c> as it is read; the reader must limit the size.</summary>
    /// <returns>A stream that throws <see cref="InvalidDataException"/> if the body is not gzip after all.</returns>
    /// <exception cref="ApiException">The body has another Content-Encoding.</exception>
    public static Stream Open(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        Packed or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => throw new ApiException(new ApiError(ApiErrorCode.EncodingUnsupported, $"The body may come as it is, or with Content-Encoding {Packed}.")
        {
            Headers = new Dictionary<string, string> { ["Accept-Encoding"] = Packed },
        }),
    };

    /// <summary>Refuses what is announced as too large, and lifts the server's own, lower limit for the rest; whoever reads the body limits it.</summary>
    /// <exception cref="UploadTooLargeException">It is announced as larger.</exception>
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

    /// <summary>The body could not be decompressed.</summary>
    public static ApiException Broken() => new(ApiErrorCode.RequestInvalid, $"The body is not {Packed}, as its Content-Encoding says.");
}
