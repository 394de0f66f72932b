using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Files;

namespace SegFunctions.Apis.Cognite;

/// <summary>Cognite's files API: metadata, lists, upload and download links, and deletion.</summary>
public sealed class CogniteFileEndpoints(FileStore files, FileLinks links)
{
    private const string Files = "api/v1/projects/{project}/files";
    private const int MaxReferences = 1000;
    private const int MaxDownloads = 100;
    private const int ParallelRemovals = 8;
    private static readonly TimeSpan DownloadLifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExtendedLifetime = TimeSpan.FromHours(1);

    [Function("Cognite-CreateFile")]
    [Takes(typeof(CreateFileRequest))]
    [Parameter("overwrite", "Whether to replace the metadata of an existing file with the same external id; default false.", Type = typeof(bool))]
    [Answers(201, typeof(FileItem))]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files)] HttpRequest request, CancellationToken cancellationToken)
    {
        var file = await CogniteUploads.CreateAsync(files, request, cancellationToken);
        return CogniteJson.Answer(ToAnnounced(file), StatusCodes.Status201Created);
    }

    [Function("Cognite-LinkUpload")]
    [Takes(typeof(FileReferencesRequest))]
    [Answers(200, typeof(FilesResponse))]
    public async Task<IResult> LinkUploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/uploadlink")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (file, _) = (await GetAsync(request, most: 1, cancellationToken)).Single();
        return CogniteJson.Answer(new FilesResponse([ToAnnounced(file)]));
    }

    [Function("Cognite-GetFile")]
    [Answers(200, typeof(FileItem))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Files + "/{id}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var id = CogniteQuery.FindId(request, "id") is { } known ? new FileName(new FileId(known)) : null;
        var file = id is null ? null : (await files.FindAsync(CogniteQuery.Scope(request), [id], cancellationToken)).Single();
        return file is null ? throw new ApiException(ApiErrorCode.NotFound, "There is no such file.") : CogniteJson.Answer(CogniteFiles.ToItem(file));
    }

    [Function("Cognite-GetFiles")]
    [Takes(typeof(FileReferencesRequest))]
    [Answers(200, typeof(FilesResponse))]
    public async Task<IResult> GetManyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/byids")] HttpRequest request, CancellationToken cancellationToken)
    {
        var found = await GetAsync(request, MaxReferences, cancellationToken);
        return CogniteJson.Answer(new FilesResponse([.. found.Select(entry => CogniteFiles.ToItem(entry.File))]));
    }

    [Function("Cognite-ListFiles")]
    [Parameter("name", "Exact name.")]
    [Parameter("mimeType", "Exact MIME type.")]
    [Parameter("source", "Exact source.")]
    [Parameter("externalIdPrefix", "Prefix of the external id.")]
    [Parameter("directoryPrefix", "Prefix of the directory.")]
    [Parameter("uploaded", "Whether the file's content has been uploaded.", Type = typeof(bool))]
    [Parameter("limit", "1–1000, default 100.", Type = typeof(int))]
    [Parameter("cursor", "The nextCursor of the previous page.")]
    [Answers(200, typeof(FilesResponse))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Files)] HttpRequest request, CancellationToken cancellationToken)
    {
        var filter = new FileFilter(
            CogniteQuery.FindText(request, "name"),
            CogniteQuery.FindText(request, "mimeType"),
            CogniteQuery.FindText(request, "source"),
            CogniteQuery.FindText(request, "externalIdPrefix"),
            CogniteQuery.FindText(request, "directoryPrefix"),
            CogniteQuery.FindFlag(request, "uploaded"));
        var limit = CogniteQuery.Number(request, "limit", ListFilesRequest.MaxLimit, ListFilesRequest.DefaultLimit);
        var after = CogniteQuery.FindCursor(request.Query["cursor"]);
        return CogniteJson.Answer(CogniteFiles.ToPage(await files.ListAsync(CogniteQuery.Scope(request), filter, after, limit, cancellationToken)));
    }

    [Function("Cognite-FilterFiles")]
    [Takes(typeof(ListFilesRequest))]
    [Answers(200, typeof(FilesResponse))]
    public async Task<IResult> FilterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/list")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<ListFilesRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var page = await files.ListAsync(
            CogniteQuery.Scope(request),
            CogniteFiles.ToFilter(wanted.Filter),
            CogniteQuery.FindCursor(wanted.Cursor),
            (int)(wanted.Limit ?? ListFilesRequest.DefaultLimit),
            cancellationToken);
        return CogniteJson.Answer(CogniteFiles.ToPage(page));
    }

    [Function("Cognite-LinkDownloads")]
    [Takes(typeof(FileReferencesRequest))]
    [Parameter("extendedExpiration", "Whether the links are valid for an hour instead of 30 seconds; default false.", Type = typeof(bool))]
    [Answers(200, typeof(DownloadLinksResponse))]
    public async Task<IResult> LinkDownloadsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/downloadlink")] HttpRequest request, CancellationToken cancellationToken)
    {
        var lifetime = CogniteQuery.Flag(request, "extendedExpiration") ? ExtendedLifetime : DownloadLifetime;
        var found = await GetAsync(request, MaxDownloads, cancellationToken);
        if (found.Where(entry => entry.File.Content is null).Select(entry => entry.File.Id.ToString()).ToList() is { Count: > 0 } empty)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, $"No content has been uploaded yet for the files {string.Join(", ", empty)}.");
        }

        return CogniteJson.Answer(new DownloadLinksResponse([.. found.Select(entry => ToDownload(entry.File, entry.Name, lifetime))]));
    }

    [Function("Cognite-DeleteFiles")]
    [Takes(typeof(FileReferencesRequest))]
    [Answers(200, typeof(EmptyResponse))]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/delete")] HttpRequest request, CancellationToken cancellationToken)
    {
        var found = await GetAsync(request, MaxReferences, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelRemovals, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            found.Select(entry => entry.File).DistinctBy(file => file.Id), parallel, async (file, token) => await files.RemoveAsync(file.Scope, file.Id, token));
        return CogniteJson.Answer(new EmptyResponse());
    }

    /// <summary>Refuses calls that the vendor has and this server does not. Its name sorts after those of the other file calls, since the host matches functions in order of their names.</summary>
    [Function("Cognite-RefuseFiles")]
    [Undescribed("It refuses calls that the vendor has and this server does not.")]
    public static IResult Refuse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Files + "/{call}")] HttpRequest request) =>
        throw new ApiException(ApiErrorCode.NotFound, $"This server does not offer {request.Path}; use files/list to filter, and files?overwrite=true to replace a file's metadata.");

    private FileItem ToAnnounced(StoredFile file) =>
        CogniteFiles.ToItem(file) with { UploadUrl = links.ToContent(CogniteUploads.ContentPath(file.Scope), file) };

    /// <summary>The download link, together with the name that the client used for the file.</summary>
    private DownloadLinkItem ToDownload(StoredFile file, FileReference name, TimeSpan lifetime) =>
        new(name.Id, name.ExternalId, name.InstanceId, links.ToDownload(file.Content!, lifetime));

    /// <param name="most">Maximum number of references that the call accepts.</param>
    /// <returns>The files that the body names, in its order.</returns>
    /// <exception cref="ApiException">A file does not exist, and the body does not set <c>ignoreUnknownIds</c>.</exception>
    private async Task<IReadOnlyList<(StoredFile File, FileReference Name)>> GetAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        var (scope, wanted) = (CogniteQuery.Scope(request), WireReader.ReadWhole<FileReferencesRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken)));
        if (wanted.Items.Count < 1 || wanted.Items.Count > most)
        {
            var count = most == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"1 to {most} entries");
            throw new ApiException(ApiErrorCode.RequestInvalid, string.Create(CultureInfo.InvariantCulture, $"items must have {count}, not {wanted.Items.Count}."));
        }

        var found = await files.FindAsync(scope, [.. wanted.Items.Select(CogniteFiles.ToName)], cancellationToken);
        var missing = wanted.Items.Where((_, i) => found[i] is null).ToList();
        return missing.Count == 0 || wanted.IgnoreUnknownIds
            ? [.. found.Zip(wanted.Items).Where(pair => pair.First is not null).Select(pair => (pair.First!, pair.Second))]
            : throw CogniteErrors.Unknown(missing);
    }
}
