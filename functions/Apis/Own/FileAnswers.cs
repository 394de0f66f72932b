using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SegFunctions.Contract;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Apis.Own;

/// <summary>Responds with a stored file: small ones are streamed, and for large ones the client is redirected to the storage account.</summary>
public sealed class FileAnswers(BlobStore blobs, BlobSas sas, IOptions<LinkOptions> options)
{
    /// <returns>Null if the file is not stored.</returns>
    public async Task<IResult?> FindAsync(BlobReference file, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await blobs.OpenAsync(file, cancellationToken) is not { } blob)
        {
            return null;
        }

        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private";
        if (blob.Details.ContentDisposition is { Length: > 0 } disposition)
        {
            response.Headers.ContentDisposition = disposition;
        }

        var fileName = file.Container == Containers.Archives ? file.Name.Split('/')[^1] : null;
        if (options.Value.DirectToStorage && blob.Details.ContentLength > options.Value.MaxStreamedBytes)
        {
            await blob.Content.DisposeAsync();
            return TypedResults.Redirect((await SignAsync(file, fileName, cancellationToken)).AbsoluteUri);
        }

        return Stream(blob, fileName, response);
    }

    private static FileStreamHttpResult Stream(BlobDownloadStreamingResult blob, string? fileName, HttpResponse response)
    {
        response.ContentLength = blob.Details.ContentLength;
        return TypedResults.Stream(
            blob.Content, blob.Details.ContentType, fileName, blob.Details.LastModified, new EntityTagHeaderValue(blob.Details.ETag.ToString("H")));
    }

    private Task<Uri> SignAsync(BlobReference file, string? fileName, CancellationToken cancellationToken) => sas.SignAsync(
        file,
        BlobSasPermissions.Read,
        options.Value.Lifetime,
        fileName is null ? null : $"attachment; filename={fileName}",
        cancellationToken);
}
