using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com: uploads and jobs.</summary>
public sealed class SegmentationApiEndpoints(
    UploadLinks links,
    DirectUploads direct,
    SegmentationApiOrders orders,
    Receivers receivers,
    JobClient jobs,
    JobLists lists,
    JobEstimates estimates,
    IdempotentSubmission submissions,
    SegmentationApiWaits waits,
    BriefWaits briefWaits,
    AccountLimits accountLimits,
    IOptions<JobOptions> jobLimits)
{
    [Function("SegmentationApi-PresignUpload")]
    [Takes(typeof(PresignRequest))]
    [Answers(200, typeof(PresignResponse))]
    public async Task<IResult> PresignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/uploads/presign")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadObjectAsync(request, cancellationToken);
        var ticket = SegmentationApiMapping.ToTicket(WireReader.ReadWhole<PresignRequest>(body), request.Account());
        var address = await direct.FindAddressAsync(ticket, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToPresign(ticket, links.For(ticket), address, links.Lifetime));
    }

    [Function("SegmentationApi-CreateJob")]
    [Takes(typeof(CreateJobRequest))]
    [Parameter("dryRun", "true: validates the job and estimates its cost; nothing is fetched, stored or started.", Type = typeof(bool))]
    [Parameter("Prefer", "wait=N: wait up to N seconds (1–60) for the job to end before responding.", IsHeader = true)]
    [Parameter("Idempotency-Key", "1–255 visible ASCII characters: repeating a key within 24 hours returns the same job.", IsHeader = true)]
    [Answers(200, typeof(EndedJobResponse))]
    [Answers(200, typeof(DryRunResponse))]
    [Answers(202, typeof(CreateJobResponse))]
    public async Task<IResult> CreateJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadObjectAsync(request, SegmentationApiInputs.MaxBodyBytes, cancellationToken);
        var key = IdempotencyHeader.Find(request, body);
        var order = await orders.ReadAsync(body, request.Query["dryRun"], request.Account(), cancellationToken);
        if (order.IsDryRun)
        {
            return SegmentationApiJson.Answer(SegmentationApiMapping.ToDryRun(order.Spec, await estimates.EstimateAsync(order.Spec, cancellationToken), jobLimits.Value.TakesAnyWord(order.Spec.Options.Model)));
        }

        var spec = await orders.StoreAsync(order, key, cancellationToken);
        var allowance = accountLimits.Jobs(request.Key());
        string? drawnSecret = null;
        var id = key is null
            ? await jobs.SubmitAsync(durable, spec, allowance, StoreReceiverAsync, cancellationToken)
            : await submissions.SubmitAsync(durable, spec, allowance, key, StoreReceiverAsync, cancellationToken);
        return await waits.AnswerAsync(request, durable, id, spec, SegmentationApiMapping.ToAccepted(id, spec, drawnSecret), cancellationToken);

        async Task StoreReceiverAsync(JobId claimed)
        {
            if (order.Receiver is { } own && await receivers.TryAddOwnAsync(spec.Account, claimed, own.Receiver, cancellationToken))
            {
                drawnSecret = own.IsDrawn ? own.Receiver.Secret : null;
            }
        }
    }

    [Function("SegmentationApi-ListJobs")]
    [Parameter("limit", "1–100, default 20.", Type = typeof(int))]
    [Parameter("nextToken", "The nextToken of the previous page.")]
    [Parameter("jobId", "Lists only this job.")]
    [Parameter("mode", "single, batch or video.")]
    [Parameter("status", "queued, processing, success or failed.")]
    [Answers(200, typeof(ListJobsResponse))]
    public async Task<IResult> ListJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var query = SegmentationApiListQuery.Read(name => request.Query[name]);
        var page = query.Filter is null
            ? new JobPage([], null)
            : await lists.ListAsync(durable, request.Account(), query.Filter, query.After, query.Limit, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToList(page));
    }

    [Function("SegmentationApi-GetJob")]
    [Answers(200, typeof(JobResponse))]
    public async Task<IResult> GetJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs/{jobId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToJob(await briefWaits.ForEndAsync(durable, job, cancellationToken)));
    }
}
