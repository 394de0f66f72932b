using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Annotations;
using SegFunctions.Apis.Own;
using SegFunctions.Archives;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Submission;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com: a job's results and their archive.</summary>
public sealed class SegmentationApiResultEndpoints(
    JobClient jobs, ManifestStore manifests, ArchiveClient archives, AnnotationFiles annotations, PublicLinks links, FileAnswers files)
{
    [Function("SegmentationApi-GetResult")]
    [Answers(200, typeof(ResultResponse))]
    public async Task<IResult> GetResultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs/{jobId}/result")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        var manifest = await GetManifestAsync(job, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiResults.ToResult(manifest, links.ToFile, links.Lifetime));
    }

    /// <summary>Starts building the archive, unless it is being built or ready.</summary>
    [Function("SegmentationApi-RequestDownload")]
    [Answers(202, typeof(DownloadResponse))]
    public async Task<IResult> RequestDownloadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{jobId}/download")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        var manifest = await GetManifestAsync(job, cancellationToken);
        var state = await archives.FindAsync(durable, manifest.JobId, cancellationToken);
        if (state is null or { Status: ArchiveStatus.Failed })
        {
            var made = await annotations.MakeAsync(manifest, cancellationToken);
            await archives.StartAsync(durable, job, SegmentationApiResults.ToArchive(manifest, made), cancellationToken);
            state = new ArchiveState(ArchiveStatus.Pending, null);
        }

        return SegmentationApiJson.Answer(ToDownload(job, state), StatusCodes.Status202Accepted);
    }

    [Function("SegmentationApi-GetDownload")]
    [Answers(200, typeof(DownloadResponse))]
    public async Task<IResult> GetDownloadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs/{jobId}/download")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        var state = await archives.FindAsync(durable, job.Id.ToString(), cancellationToken)
            ?? throw new ApiException(ApiErrorCode.ArchiveNotRequested, "No archive was requested, or the last one has expired. POST to this path first.");
        return SegmentationApiJson.Answer(ToDownload(job, state));
    }

    /// <summary>The vendor's older asset host: the manifest, and each file under the name that the manifest gives it.</summary>
    [Function("SegmentationApi-GetOutput")]
    [Answers(200, ContentType = "*/*")]
    [Answers(302)]
    [Answers(206, ContentType = "*/*")]
    [Answers(304)]
    public async Task<IResult> GetOutputAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "outputs/{accountId}/{jobId}/{*key}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (request.RouteText("accountId") != request.Account())
        {
            throw new ApiException(ApiErrorCode.NotFound, "There is no such file.");
        }

        var manifest = await GetManifestAsync(await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken), cancellationToken);
        var key = request.RoutePath("key");
        if (key == SegmentationApiResults.ManifestName)
        {
            return SegmentationApiJson.Answer(SegmentationApiResults.ToManifest(manifest));
        }

        var file = SegmentationApiResults.ToFiles(manifest).FirstOrDefault(entry => entry.Name == key);
        return (file is null ? null : await files.FindAsync(file.Source, request.HttpContext, cancellationToken))
            ?? throw new ApiException(ApiErrorCode.NotFound, "There is no such file.");
    }

    private DownloadResponse ToDownload(Job job, ArchiveState state) => SegmentationApiResults.ToDownload(
        job.Id, state, () => links.ToFile(new ArchivePaths(job.Account, job.Id.ToString()).Zip));

    private async Task<JobManifest> GetManifestAsync(Job job, CancellationToken cancellationToken)
    {
        if (!job.HasResults)
        {
            throw new ApiException(
                ApiErrorCode.JobNotSuccessful, $"The job's status is {SegmentationApiMapping.ToWord(job.Status)}; results exist once it is success.");
        }

        return await manifests.FindAsync(job.Account, job.Id, cancellationToken)
            ?? throw new ApiException(ApiErrorCode.ResultsGone, "The job's results are no longer stored. Submit its inputs again.");
    }
}
