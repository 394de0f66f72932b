using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using SegFunctions.Accounts;
using SegFunctions.Apis;

namespace SegFunctions.Results;

/// <summary>What signed links to results and archives lead to.</summary>
public sealed class FileEndpoints(PublicLinks links, BlobStore blobs)
{
    [Function("Files-Get")]
    [AnonymousAccess("The link is signed and expires.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{token}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var reference = links.TryReadFile(request.RouteText("token"))
            ?? throw new RefusalException(RefusalCode.LinkInvalid, "The link was altered or has expired. Ask for a new one.");
        var blob = await blobs.OpenAsync(reference, cancellationToken)
            ?? throw new RefusalException(RefusalCode.NotFound, "The file is no longer stored.");

        var response = request.HttpContext.Response;
        response.ContentLength = blob.Details.ContentLength;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private";
        var fileName = reference.Container == Containers.Archives ? reference.Name.Split('/')[^1] : null;
        return TypedResults.Stream(
            blob.Content, blob.Details.ContentType, fileName, blob.Details.LastModified, new EntityTagHeaderValue(blob.Details.ETag.ToString("H")));
    }
}
