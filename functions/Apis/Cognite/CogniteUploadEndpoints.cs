using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Files;

namespace SegFunctions.Apis.Cognite;

/// <summary>Cognite's files API: uploads of content, whole or in parts.</summary>
public sealed class CogniteUploadEndpoints(FileStore files, FileLinks links, IOptions<StoredFileOptions> options)
{
    private const string Files = "api/v1/projects/{project}/files";
    private const string Gone = "The file no longer exists.";

    [Function("Cognite-PutContent")]
    [AnonymousAccess("The link is signed and expires.")]
    [Takes(null, "*/*")]
    [Answers(200)]
    public async Task<IResult> PutContentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Files + "/content/{token}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (scope, id) = links.TryReadContent(request.RouteText("token")) ?? throw LinkInvalid();
        var file = (await files.FindAsync(scope, [new FileName(id)], cancellationToken)).Single() ?? throw new ApiException(ApiErrorCode.NotFound, Gone);
        CogniteUploads.RefuseJson(request, file.Description);
        return await CogniteUploads.StoreAsync(request, options.Value.MaxBodyBytes, body => files.FillAsync(file, body, cancellationToken)) is null
            ? throw new ApiException(ApiErrorCode.NotFound, Gone)
            : TypedResults.Ok();
    }

    [Function("Cognite-PutPart")]
    [AnonymousAccess("The link is signed and expires.")]
    [Takes(null, "*/*")]
    [Answers(200)]
    public async Task<IResult> PutPartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Files + "/part/{token}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var part = links.TryReadPart(request.RouteText("token")) ?? throw LinkInvalid();
        return await CogniteUploads.StoreAsync(
            request, options.Value.MaxBodyBytes, body => files.StorePartAsync(part.Scope, part.Id, part.UploadId, part.Part, body, cancellationToken))
            // Clients regard a part as not sent if the response is 204.
            ? TypedResults.Ok()
            : throw new ApiException(ApiErrorCode.NotFound, "The upload that the part belongs to is complete, or was restarted.");
    }

    [Function("Cognite-BeginUpload")]
    [Takes(typeof(CreateFileRequest))]
    [Parameter("parts", "Number of parts, 1–250; required.", Type = typeof(int))]
    [Parameter("overwrite", "Whether to replace the metadata of an existing file with the same external id; default false.", Type = typeof(bool))]
    [Answers(201, typeof(FileItem))]
    public async Task<IResult> BeginAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/initmultipartupload")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parts = ReadParts(request);
        var file = await CogniteUploads.CreateAsync(files, request, cancellationToken);
        return CogniteJson.Answer(await BeginAsync(file, parts, cancellationToken), StatusCodes.Status201Created);
    }

    [Function("Cognite-LinkParts")]
    [Takes(typeof(FileReferencesRequest))]
    [Parameter("parts", "Number of parts, 1–250; required.", Type = typeof(int))]
    [Answers(200, typeof(FilesResponse))]
    public async Task<IResult> LinkPartsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/multiuploadlink")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parts = ReadParts(request);
        var wanted = WireReader.ReadWhole<FileReferencesRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var reference = wanted.Items is [var only] ? only : throw new ApiException(ApiErrorCode.RequestInvalid, "items must have 1 entry.");
        var file = (await files.FindAsync(CogniteQuery.Scope(request), [CogniteFiles.ToName(reference)], cancellationToken)).Single()
            ?? throw CogniteErrors.Unknown([reference]);
        return CogniteJson.Answer(new FilesResponse([await BeginAsync(file, parts, cancellationToken)]));
    }

    [Function("Cognite-CompleteUpload")]
    [Takes(typeof(CompleteUploadRequest))]
    [Answers(200, typeof(EmptyResponse))]
    public async Task<IResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/completemultipartupload")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<CompleteUploadRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var reference = new FileReference(wanted.Id, null, null);
        var file = wanted.Id is < 1 or > FileId.MaxValue ? null
            : (await files.FindAsync(CogniteQuery.Scope(request), [new FileName(new FileId(wanted.Id))], cancellationToken)).Single();
        if (file is null)
        {
            throw CogniteErrors.Unknown([reference]);
        }

        if (file.Upload is not { } upload || upload.Id != wanted.UploadId)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, "uploadId does not belong to this file, or its upload was restarted.");
        }

        // A client may retry if the response was lost.
        if (!file.IsComplete(upload))
        {
            CheckParts(await files.FindPartsAsync(upload, cancellationToken));
            _ = await files.JoinAsync(file, upload, cancellationToken) ?? throw CogniteErrors.Unknown([reference]);
        }

        return CogniteJson.Answer(new EmptyResponse());
    }

    private async Task<FileItem> BeginAsync(StoredFile file, int parts, CancellationToken cancellationToken)
    {
        var begun = await files.BeginPartsAsync(file.Scope, file.Id, parts, cancellationToken) ?? throw new ApiException(ApiErrorCode.NotFound, Gone);
        var urls = new List<string>(parts);
        for (var part = 0; part < parts; part++)
        {
            urls.Add(await links.ToPartAsync(CogniteUploads.PartPath(file.Scope), begun, begun.Upload!, part, cancellationToken));
        }

        return CogniteFiles.ToItem(begun) with { UploadUrls = urls, UploadId = begun.Upload!.Id };
    }

    private static int ReadParts(HttpRequest request) => request.Query.ContainsKey("parts")
        ? CogniteQuery.Number(request, "parts", PartedUpload.MaxParts, whenAbsent: 1)
        : throw new ApiException(ApiErrorCode.RequestInvalid, "parts is missing.");

    /// <exception cref="ApiException">Names the parts, from 0, that are missing or too small.</exception>
    private static void CheckParts(IReadOnlyList<long?> parts)
    {
        var missing = parts.Index().Where(part => part.Item is null).Select(part => part.Index).ToList();
        if (missing.Count > 0)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, $"The parts {string.Join(", ", missing)} have not been uploaded.");
        }

        var small = parts.Index().SkipLast(1).Where(part => part.Item < PartedUpload.MinPartBytes).Select(part => part.Index).ToList();
        if (small.Count > 0)
        {
            throw new ApiException(
                ApiErrorCode.RequestInvalid,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The parts {string.Join(", ", small)} have fewer than {PartedUpload.MinPartBytes} bytes, which only the last part may."));
        }
    }

    private static ApiException LinkInvalid() => new(ApiErrorCode.LinkInvalid, "The upload link was altered or has expired. Ask for a new one.");
}
