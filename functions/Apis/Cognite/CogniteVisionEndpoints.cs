using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Contract;
using SegFunctions.Files;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Submission;

namespace SegFunctions.Apis.Cognite;

/// <summary>Cognite's segmentation of one picture by points, a box, or both.</summary>
public sealed class CogniteVisionEndpoints(
    FileStore files,
    JobClient jobs,
    RequestStore requests,
    ManifestStore manifests,
    BlobStore blobs,
    IOptions<JobOptions> limits,
    IOptions<MediaOptions> media,
    IOptions<CogniteOptions> options,
    AccountLimits accountLimits,
    TimeProvider time)
{
    private const string Segment = "api/v1/projects/{project}/context/vision/segment";

    [Function("Cognite-CreateSegmentation")]
    [Takes(typeof(SegmentRequest))]
    [Answers(200, typeof(SegmentAcceptedResponse))]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Segment)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var scope = CogniteQuery.Scope(request);
        CheckVersion(request);
        var wanted = WireReader.ReadWhole<SegmentRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var reference = CogniteVision.ToReference(wanted.Items[0]);
        var file = (await files.FindAsync(scope, [CogniteFiles.ToName(reference)], cancellationToken)).Single() ?? throw CogniteErrors.Unknown([reference]);
        var spec = ReadSpec(wanted, file);
        var asked = new SegmentAsked(scope.Project, CogniteVision.ToFile(file), wanted.Points is { Count: > 0 } points ? points : null, wanted.BoundingBox);
        var id = await jobs.SubmitAsync(
            durable,
            spec,
            accountLimits.Jobs(request.Key()),
            claimed => requests.AddAsync(scope.Account, claimed, CogniteSurface.Name, asked, cancellationToken),
            cancellationToken);
        return CogniteJson.Answer(CogniteVision.ToAccepted(id, spec, asked));
    }

    [Function("Cognite-GetSegmentation")]
    [Answers(200, typeof(SegmentJobResponse))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Segment + "/{jobId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (scope, id) = (CogniteQuery.Scope(request), CogniteQuery.FindId(request, "jobId") is { } value ? new JobId(value) : (JobId?)null);
        var job = await jobs.GetJobAsync(request, id, durable, cancellationToken);
        var asked = await requests.FindAsync<SegmentAsked>(scope.Account, job.Id, CogniteSurface.Name, cancellationToken);
        if (asked?.Project != scope.Project)
        {
            throw new ApiException(ApiErrorCode.NotFound, "There is no such job.");
        }

        var item = job.Status == JobStatus.Completed ? (await manifests.FindAsync(scope.Account, job.Id, cancellationToken))?.Items.Single() : null;
        var polygons = item is null ? null : await FindPolygonsAsync(item, cancellationToken);
        return job.Status == JobStatus.Completed && polygons is null
            ? throw new ApiException(ApiErrorCode.ResultsGone, "The job's results are no longer stored. Post it again.")
            : CogniteJson.Answer(CogniteVision.ToJob(job, asked, item, polygons));
    }

    /// <returns>Null if they are no longer stored.</returns>
    private async Task<IReadOnlyList<SegmentPolygons>?> FindPolygonsAsync(ManifestItem item, CancellationToken cancellationToken) =>
        item.Segments.Count == 0 ? []
        : item.Polygons is null ? null
        : (await blobs.FindAsync(item.Polygons, cancellationToken))?.ToObjectFromJson<SegmentPolygons[]>(ContractJson.Options);

    private void CheckVersion(HttpRequest request)
    {
        if (options.Value.RequireBeta && request.Headers["cdf-version"].ToString() is var version
            && !version.Equals("beta", StringComparison.OrdinalIgnoreCase) && !version.EndsWith("-beta", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, "Available only when the header cdf-version: beta is provided.");
        }
    }

    private JobSpec ReadSpec(SegmentRequest wanted, StoredFile file)
    {
        if (CogniteVision.FindFault(file, media.Value.MaxImageBytes) is { } fault)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, fault);
        }

        var terms = new JobTerms(accountLimits.PriceOf(CogniteSurface.Name));
        var spec = CogniteVision.ToSpec(wanted, file, time.GetUtcNow()) with { Terms = terms };
        return JobValidation.FindFaults(spec, limits.Value) is { Count: > 0 } faults ? throw ApiException.ForFaults([.. faults.Select(CogniteVision.ToSentence)]) : spec;
    }
}
