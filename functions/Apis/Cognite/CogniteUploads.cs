using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using SegFunctions.Files;
using SegFunctions.Media;

namespace SegFunctions.Apis.Cognite;

/// <summary>Creates files from requests, and stores request bodies as their content.</summary>
internal static class CogniteUploads
{
    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg"];

    /// <summary>The route for uploading the content of a file in the scope.</summary>
    public static string ContentPath(FileScope scope) => $"api/v1/projects/{scope.Project}/files/content";

    /// <summary>The route for uploading one part of a file's content.</summary>
    public static string PartPath(FileScope scope) => $"api/v1/projects/{scope.Project}/files/part";

    /// <summary>Creates the file that the request describes.</summary>
    /// <exception cref="ApiException">The request is invalid, or another file has the name.</exception>
    public static async Task<StoredFile> CreateAsync(FileStore files, HttpRequest request, CancellationToken cancellationToken)
    {
        var (scope, overwrite) = (CogniteQuery.Scope(request), CogniteQuery.Flag(request, "overwrite"));
        var described = CogniteFiles.ToDescription(WireReader.ReadWhole<CreateFileRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken)));
        var created = await files.CreateAsync(scope, described, overwrite, cancellationToken);
        return created.File ?? throw CogniteErrors.Taken(created.Taken.Select(CogniteFiles.ToReference));
    }

    /// <param name="store">Receives the decompressed body.</param>
    /// <param name="maxBytes">Maximum size of the decompressed body in bytes.</param>
    /// <exception cref="ApiException">The body is too large for one request, or does not match its Content-Encoding.</exception>
    public static async Task<T> StoreAsync<T>(HttpRequest request, long maxBytes, Func<Stream, Task<T>> store)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        try
        {
            await using var body = new LimitedStream(RequestBody.Open(request), maxBytes);
            return await store(body);
        }
        catch (InvalidDataException)
        {
            throw RequestBody.Broken();
        }
        catch (UploadTooLargeException)
        {
            throw TooLarge(maxBytes);
        }
    }

    /// <summary>Refuses JSON for a picture: the vendor's client sends <c>{}</c> for anything that is not an array of bytes, without an error.</summary>
    /// <exception cref="ApiException">The body is JSON, and the file is a picture.</exception>
    public static void RefuseJson(HttpRequest request, FileDescription described)
    {
        if (request.HasJsonContentType() && (described.MimeType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ?? IsPictureName(described.Name)))
        {
            throw new ApiException(
                ApiErrorCode.RequestInvalid,
                "The body is JSON, but the file is a picture. Send its bytes: @cognite/sdk turns a Blob or a File into {}, so pass it an ArrayBuffer "
                + "(await blob.arrayBuffer()) or a Buffer.");
        }
    }

    public static bool IsPictureName(string name) => PictureEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static ApiException TooLarge(long maxBytes) => new(ApiErrorCode.BodyTooLarge, string.Create(
        CultureInfo.InvariantCulture, $"One request accepts at most {maxBytes} bytes. Send a larger file in parts: files/initmultipartupload."));
}
