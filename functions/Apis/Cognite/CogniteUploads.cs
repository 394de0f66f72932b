using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using SegFunctions.Files;
using SegFunctions.Media;

namespace SegFunctions.Apis.Cognite;

/// <summary>How a file is announced, and the bodies that are its content.</summary>
internal static class CogniteUploads
{
    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg"];

    /// <summary>Where the content of a file of the scope is put.</summary>
    public static string ContentPath(FileScope scope) => $"api/v1/projects/{scope.Project}/files/content";

    /// <summary>Where one part of it is put.</summary>
    public static string PartPath(FileScope scope) => $"api/v1/projects/{scope.Project}/files/part";

    /// <summary>Announces the file that the request describes.</summary>
    /// <exception cref="ApiException">It is described with faults, or another file has its name.</exception>
    public static async Task<StoredFile> CreateAsync(FileStore files, HttpRequest request, CancellationToken cancellationToken)
    {
        var (scope, overwrite) = (CogniteQuery.Scope(request), CogniteQuery.Flag(request, "overwrite"));
        var described = CogniteFiles.ToDescription(WireReader.ReadWhole<CreateFileRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken)));
        var created = await files.CreateAsync(scope, described, overwrite, cancellationToken);
        return created.File ?? throw CogniteErrors.Taken(created.Taken.Select(CogniteFiles.ToReference));
    }

    /// <param name="store">Is handed the body, as it was before it was packed for the way.</param>
    /// <param name="maxBytes">The max bytes of the body, unpacked.</param>
    /// <exception cref="ApiException">It is too large for one request, or not what its Content-Encoding says.</exception>
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

    /// <summary>The vendor's client sends <c>{}</c> for whatever is no array of bytes, and notices nothing.</summary>
    /// <exception cref="ApiException">The body is JSON, and the file is a picture.</exception>
    public static void RefuseJson(HttpRequest request, FileDescription described)
    {
        if (request.HasJsonContentType() && (described.MimeType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ?? IsPictureName(described.Name)))
        {
            throw new ApiException(
                ApiErrorCode.RequestInvalid,
                "The body is JSON, and the file is a picture. Send its bytes: @cognite/sdk makes {} of a Blob or a File, so hand it an ArrayBuffer "
                + "(await blob.arrayBuffer()) or a Buffer.");
        }
    }

    public static bool IsPictureName(string name) => PictureEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static ApiException TooLarge(long maxBytes) => new(ApiErrorCode.BodyTooLarge, string.Create(
        CultureInfo.InvariantCulture, $"One request takes at most {maxBytes} bytes. Send a larger file in parts: files/initmultipartupload."));
}
