using Azure;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SegFunctions.Contract;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Apis.Own;

/// <summary>Responds with a stored file, or with the part of it that is asked for: small ones are streamed, and for large ones the client is redirected to the storage account.</summary>
public sealed class FileAnswers(BlobStore blobs, BlobSas sas, IOptions<LinkOptions> options)
{
    /// <returns>Null if the file is not stored.</returns>
    public async Task<IResult?> FindAsync(BlobReference file, HttpContext http, CancellationToken cancellationToken)
    {
        if (await OpenAsync(file, http.Request, cancellationToken) is not { } opened)
        {
            return null;
        }

        var response = http.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private";
        if (opened.Disposition is { Length: > 0 } disposition)
        {
            response.Headers.ContentDisposition = disposition;
        }

        var fileName = file.Container == Containers.Archives ? file.Name.Split('/')[^1] : null;
        if (options.Value.DirectToStorage && opened.Bytes > options.Value.MaxStreamedBytes)
        {
            await opened.Content.DisposeAsync();
            return TypedResults.Redirect((await SignAsync(file, fileName, cancellationToken)).AbsoluteUri);
        }

        response.ContentLength = opened.Bytes;
        response.Headers.AcceptRanges = "bytes";
        var tag = new EntityTagHeaderValue(opened.ETag.ToString("H"));
        return TypedResults.Stream(opened.Content, opened.ContentType, fileName, opened.LastModified, tag, enableRangeProcessing: true);
    }

    /// <summary>A whole file is one request to storage; a part, or only the headers, are several small ones.</summary>
    private async Task<Opened?> OpenAsync(BlobReference file, HttpRequest request, CancellationToken cancellationToken)
    {
        // The framework takes any unit for bytes, but one that is not known must be ignored (RFC 9110, section 14.2).
        if (!request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Remove(HeaderNames.Range);
        }

        if (!HttpMethods.IsHead(request.Method) && request.Headers.Range.Count == 0)
        {
            return await blobs.OpenAsync(file, cancellationToken) is { Details: var its } blob
                ? new Opened(blob.Content, its.ContentLength, its.ContentType, its.ContentDisposition, its.LastModified, its.ETag)
                : null;
        }

        return await blobs.FindPropertiesAsync(file, cancellationToken) is { } found
            ? new Opened(await blobs.OpenPartsAsync(file, found.ETag, cancellationToken), found.ContentLength, found.ContentType, found.ContentDisposition, found.LastModified, found.ETag)
            : null;
    }

    private Task<Uri> SignAsync(BlobReference file, string? fileName, CancellationToken cancellationToken) => sas.SignAsync(
        file,
        BlobSasPermissions.Read,
        options.Value.Lifetime,
        fileName is null ? null : $"attachment; filename={fileName}",
        cancellationToken);

    private sealed record Opened(Stream Content, long Bytes, string ContentType, string? Disposition, DateTimeOffset LastModified, ETag ETag);
}
