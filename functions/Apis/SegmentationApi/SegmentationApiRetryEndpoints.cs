using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Extension to segmentationapi.com's API: retries the failed items of a job.</summary>
public sealed class SegmentationApiRetryEndpoints(
    JobClient jobs, IdempotentSubmission submissions, SegmentationApiWaits waits, Receivers receivers, AccountLimits accountLimits, TimeProvider time)
{
    /// <summary>Responds like POST /v1/jobs. The new job has the failed and canceled items, and otherwise the same request and receiver.</summary>
    [Function("SegmentationApi-RetryJob")]
    [Parameter("Prefer", "wait=N: wait up to N seconds (1–60) for the job to end before responding.", IsHeader = true)]
    [Parameter("Idempotency-Key", "1–255 visible ASCII characters: repeating a key within 24 hours returns the same job.", IsHeader = true)]
    [Answers(200, typeof(EndedJobResponse))]
    [Answers(202, typeof(CreateJobResponse))]
    public async Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{jobId}/retry")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        var spec = await GetSpecAsync(durable, job, cancellationToken);
        var allowance = accountLimits.Jobs(request.Key());
        var id = IdempotencyHeader.Find(request, JsonElement.Parse("{}")) is { } key
            ? await submissions.SubmitAsync(durable, spec, allowance, key, CopyReceiverAsync, cancellationToken)
            : await jobs.SubmitAsync(durable, spec, allowance, CopyReceiverAsync, cancellationToken);
        return await waits.AnswerAsync(request, durable, id, spec, SegmentationApiMapping.ToAccepted(id, spec, null), cancellationToken);

        async Task CopyReceiverAsync(JobId claimed)
        {
            if (await receivers.FindOwnAsync(job.Account, job.Id, cancellationToken) is { } own)
            {
                await receivers.TryAddOwnAsync(job.Account, claimed, own, cancellationToken);
            }
        }
    }

    private async Task<JobSpec> GetSpecAsync(DurableTaskClient durable, Job job, CancellationToken cancellationToken)
    {
        if (!job.Status.IsTerminal())
        {
            throw new ApiException(ApiErrorCode.NothingToRetry, "The job is still open.");
        }

        var spec = await JobClient.FindSpecAsync(durable, job.Account, job.Id, cancellationToken)
            ?? throw new ApiException(ApiErrorCode.ResultsGone, "The job's request is no longer stored. Submit it again.");
        int[] failed = [.. job.Items.Index().Where(item => item.Item.Status is JobStatus.Failed or JobStatus.Canceled).Select(item => item.Index)];
        return failed.Length == 0
            ? throw new ApiException(ApiErrorCode.NothingToRetry, "None of the job's pictures failed.")
            : spec.Retry(job.Id, failed, time.GetUtcNow()) with { Terms = spec.Terms with { Price = accountLimits.PriceOf(SegmentationApiSurface.Name) } };
    }
}
