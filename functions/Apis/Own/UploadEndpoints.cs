using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Media;

namespace SegFunctions.Apis.Own;

/// <summary>Uploads through signed links.</summary>
public sealed class UploadEndpoints(UploadLinks links, UploadStore uploads, IOptions<MediaOptions> options)
{
    [Function("Own-PutUpload")]
    [AnonymousAccess("The link is signed and expires.")]
    [Takes(null, "*/*")]
    [Answers(200)]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "uploads/{token}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var ticket = links.TryRead(request.RouteText("token"))
            ?? throw new ApiException(ApiErrorCode.LinkInvalid, "The upload link was altered or has expired. Ask for a new one.");
        if (!MediaTypes.AreSame(ticket.ContentType, request.ContentType))
        {
            throw new ApiException(ApiErrorCode.LinkInvalid, $"The upload link is for Content-Type {ticket.ContentType}.");
        }

        RequestBody.AllowSize(request, options.Value.MaxBytes(ticket.ContentType));
        await StoreAsync(ticket, RequestBody.Open(request), cancellationToken);
        return TypedResults.Ok();
    }

    private async Task StoreAsync(UploadTicket ticket, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await uploads.StoreAsync(ticket, content, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw RequestBody.Broken();
        }
    }
}
