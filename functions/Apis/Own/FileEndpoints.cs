using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Links;

namespace SegFunctions.Apis.Own;

/// <summary>What signed links to results and archives lead to.</summary>
public sealed class FileEndpoints(PublicLinks links, FileAnswers files)
{
    [Function("Own-GetFile")]
    [AnonymousAccess("The link is signed and expires.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "files/{token}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var file = links.TryReadFile(request.RouteText("token"))
            ?? throw new ApiException(ApiErrorCode.LinkInvalid, "The link was altered or has expired. Ask for a new one.");
        return await files.FindAsync(file, request.HttpContext.Response, cancellationToken)
            ?? throw new ApiException(ApiErrorCode.NotFound, "The file is no longer stored.");
    }
}
