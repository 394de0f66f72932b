using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SegFunctions.Accounts;
using SegFunctions.Media;

namespace SegFunctions.Apis.HitPaw;

/// <summary>HitPaw's storage calls, with which clients store files for later jobs.</summary>
public sealed class HitPawStorageEndpoints(StagedFiles files, UploadLinks uploadLinks, IOptions<MediaOptions> media, TimeProvider time)
{
    private const string FileField = "file";
    private const int MaxFormFields = 16;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    [Function("HitPaw-PresignUpload")]
    [Takes(typeof(PresignRequest))]
    [Answers(200, typeof(SuccessResponse<PresignPayload>))]
    public async Task<IResult> PresignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/oss/presign-put")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<PresignRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        return HitPawJson.PresignSuccess(Presign(request.Account(), wanted.FileName, wanted.ContentType, wanted.ExpireSeconds));
    }

    [Function("HitPaw-PresignUploads")]
    [Takes(typeof(PresignBatchRequest))]
    [Answers(200, typeof(SuccessResponse<BatchPayload<PresignPayload>>))]
    public async Task<IResult> PresignBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/oss/presign-put/batch")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<PresignBatchRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        PresignPayload[] items = [.. wanted.Files.Select(file => Presign(request.Account(), file.FileName, file.ContentType, wanted.ExpireSeconds))];
        return HitPawJson.PresignSuccess(new BatchPayload<PresignPayload>(items.Length, items.Length, 0, items));
    }

    [Function("HitPaw-TransferFile")]
    [Takes(typeof(TransferRequest))]
    [Answers(200, typeof(SuccessResponse<StoredFilePayload>))]
    public async Task<IResult> TransferAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/oss/transfer")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<TransferRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var fileName = wanted.FileName ?? wanted.Url;
        var entries = await files.TransferAsync([(wanted.Url, Draw(request, fileName))], cancellationToken);
        return entries is [{ File: { } file }]
            ? HitPawJson.Success(ToStored(file, fileName))
            : throw new ApiException(ApiErrorCode.UrlInvalid, entries[0].Error!);
    }

    [Function("HitPaw-TransferFiles")]
    [Takes(typeof(TransferBatchRequest))]
    [Answers(200, typeof(SuccessResponse<BatchPayload<TransferItem>>))]
    public async Task<IResult> TransferBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/oss/batch-transfer")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<TransferBatchRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var entries = await files.TransferAsync([.. wanted.Urls.Select(url => (url, Draw(request, url)))], cancellationToken);
        TransferItem[] items = [.. entries.Zip(wanted.Urls, ToItem)];
        var stored = entries.Count(entry => entry.File is not null);
        return HitPawJson.Success(new BatchPayload<TransferItem>(items.Length, stored, items.Length - stored, items));
    }

    /// <summary>Stores the form field <c>file</c>; fields before it are skipped.</summary>
    [Function("HitPaw-StoreFile")]
    [Takes(null, "multipart/form-data")]
    [Answers(200, typeof(SuccessResponse<StoredFilePayload>))]
    public async Task<IResult> StoreAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/oss/upload")] HttpRequest request, CancellationToken cancellationToken)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "multipart/form-data"
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : "";
        if (boundary.Length == 0)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, "The body must be sent as multipart/form-data.");
        }

        var maxBytes = media.Value.MaxVideoBytes + JsonBody.MaxBytes;
        RequestBody.AllowSize(request, maxBytes);
        try
        {
            await using var body = new LimitedStream(RequestBody.Open(request), maxBytes);
            return HitPawJson.Success(await StoreAsync(request.Account(), new MultipartReader(boundary, body), cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, "The form is cut off or malformed.");
        }
    }

    private async Task<StoredFilePayload> StoreAsync(string account, MultipartReader form, CancellationToken cancellationToken)
    {
        for (var field = 0; field < MaxFormFields && await form.ReadNextSectionAsync(cancellationToken) is { } section; field++)
        {
            if (section.AsFileSection() is { Name: FileField, FileStream: { } content } part)
            {
                var contentType = HitPawFiles.FindType(part.FileName) ?? throw ApiException.ForFaults([$"the filename of {FileField} {HitPawFiles.Rule}"]);
                var file = await files.StoreAsync(files.Draw(account, contentType, Lifetime), content, cancellationToken);
                return ToStored(file, part.FileName);
            }
        }

        throw ApiException.ForFaults([$"{FileField} is missing"]);
    }

    private PresignPayload Presign(string account, string fileName, string contentType, long seconds)
    {
        var ticket = files.Draw(account, HitPawFiles.FindDeclared(contentType)!, Lifetime);
        var (now, lifetime) = (time.GetUtcNow(), TimeSpan.FromSeconds(seconds));
        return new PresignPayload(
            uploadLinks.For(ticket, lifetime),
            files.LinkTo(ticket),
            HitPawFiles.ToKey(ticket, fileName, now),
            ticket.ContentType,
            (now + lifetime).ToUnixTimeSeconds());
    }

    private UploadTicket Draw(HttpRequest request, string fileName) => files.Draw(request.Account(), HitPawFiles.FindType(fileName) ?? "", Lifetime);

    private TransferItem ToItem(TransferredFile entry, string url)
    {
        if (entry.File is not { } file)
        {
            return new TransferItem(url, "", "", 0, entry.Error!);
        }

        var stored = ToStored(file, url);
        return new TransferItem(url, stored.Url, stored.ObjectKey, stored.Size, "");
    }

    private StoredFilePayload ToStored(StagedFile file, string fileName) =>
        new(files.LinkTo(file.Ticket), HitPawFiles.ToKey(file.Ticket, fileName, time.GetUtcNow()), file.Bytes);
}
