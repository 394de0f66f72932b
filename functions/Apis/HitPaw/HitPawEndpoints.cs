using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Submission;

namespace SegFunctions.Apis.HitPaw;

/// <summary>HitPaw's API: cuts out a picture's main subject.</summary>
public sealed class HitPawEndpoints(
    InputUrls inputUrls,
    InputSources sources,
    JobClient jobs,
    RequestStore requests,
    ManifestStore manifests,
    PublicLinks links,
    AccountLimits limits,
    TimeProvider time)
{
    [Function("HitPaw-CreateJob")]
    [Takes(typeof(SegmentationRequest))]
    [Answers(200, typeof(SuccessResponse<AcceptedPayload>))]
    public async Task<IResult> CreateJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/image-segmentation")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<SegmentationRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        if (inputUrls.FindFault(wanted.FileUrl) is { } fault)
        {
            throw new ApiException(ApiErrorCode.UrlInvalid, $"{WireShape.NameOf<SegmentationRequest>(nameof(wanted.FileUrl))} {fault}.");
        }

        var account = request.Account();
        var (items, addresses) = inputUrls.ToItems(account, [wanted.FileUrl]);
        var spec = HitPawMapping.ToSpec(wanted, account, items, limits.PriceOf(HitPawSurface.Name), time.GetUtcNow());
        spec = addresses.Count == 0 ? spec : spec with { Sources = await sources.AddAsync(account, addresses, null, cancellationToken) };
        var id = await jobs.SubmitAsync(
            durable,
            spec,
            limits.Jobs(request.Key()),
            claimed => requests.AddAsync(account, claimed, HitPawSurface.Name, wanted, cancellationToken),
            cancellationToken);
        return HitPawJson.Success(HitPawMapping.ToAccepted(id, spec));
    }

    [Function("HitPaw-GetJob")]
    [Takes(typeof(TaskStatusRequest))]
    [Answers(200, typeof(SuccessResponse<TaskStatusPayload>))]
    public async Task<IResult> GetJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/task-status")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<TaskStatusRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var job = await jobs.GetJobAsync(request, HitPawMapping.FindJobId(wanted), durable, cancellationToken);
        var asked = await requests.FindAsync<SegmentationRequest>(job.Account, job.Id, HitPawSurface.Name, cancellationToken)
            ?? throw new ApiException(ApiErrorCode.JobNotFound, "The job was submitted through another API.");
        return HitPawJson.Success(HitPawMapping.ToStatus(
            job,
            asked,
            await FindManifestAsync(job, cancellationToken),
            file => links.ToFile(file, job.Summary.Expires!.Value)));
    }

    private async Task<JobManifest?> FindManifestAsync(Job job, CancellationToken cancellationToken) => job.Status != JobStatus.Completed
        ? null
        : await manifests.FindAsync(job.Account, job.Id, cancellationToken)
            ?? throw new ApiException(ApiErrorCode.ResultsGone, "The job's results are no longer stored. Submit its picture again.");
}
