using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Links;

namespace SegFunctions.Apis.Own;

/// <summary>Downloads through signed links to results and archives.</summary>
public sealed class FileEndpoints(PublicLinks links, FileAnswers files)
{
    [Function("Own-GetFile")]
    [AnonymousAccess("The link is signed and expires.")]
    [Answers(200, ContentType = "*/*")]
    [Answers(206, ContentType = "*/*")]
    [Answers(302)]
    [Answers(304)]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "files/{token}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var token = request.RouteText("token");
        if (links.TryReadFile(token) is { } file)
        {
            return await files.FindAsync(file, request.HttpContext, cancellationToken) ?? throw NotStored();
        }

        throw links.LedToFile(token)
            ? NotStored()
            : new ApiException(ApiErrorCode.LinkInvalid, "The link was altered or has expired. Ask for a new one.");
    }

    private static ApiException NotStored() => new(ApiErrorCode.NotFound, "The file is no longer stored.");
}
