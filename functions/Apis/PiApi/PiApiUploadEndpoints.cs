using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Links;
using SegFunctions.Media;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI's uploads of pictures for later tasks.</summary>
public sealed class PiApiUploadEndpoints(UploadStore uploads, PublicLinks links, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    [Function("PiApi-UploadFile")]
    [Takes(typeof(UploadFileRequest))]
    [Answers(200, typeof(DataResponse<UploadedItem>))]
    public async Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/ephemeral_resource")] HttpRequest request, CancellationToken cancellationToken)
    {
        var faults = new WireFaults();
        var body = await JsonBody.ReadObjectAsync(request, PiApiOrders.MaxBodyBytes, cancellationToken);
        var wanted = new WireReader(faults).Read<UploadFileRequest>(body);
        var file = InlineFile.TryRead(wanted.FileData, PiApiOrders.MaxFileBytes, out var fault);
        var field = WireShape.NameOf<UploadFileRequest>(nameof(wanted.FileData));
        if (fault is not null && !faults.Has(field))
        {
            faults.Add(field, fault);
        }

        faults.ThrowIfAny();
        var end = time.GetUtcNow() + Lifetime;
        var ticket = UploadTicket.Draw(request.Account(), file!.ContentType) with { KeptUntil = end };
        await uploads.StoreAsync(ticket, new BinaryData(file.Bytes).ToStream(), cancellationToken);
        return PiApiJson.Answer(new UploadedItem(links.ToFile(ticket.Blob, end)));
    }
}
