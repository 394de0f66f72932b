using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Submission;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Extension to segmentationapi.com's API: cancels a job.</summary>
public sealed class SegmentationApiCancelEndpoints(JobClient jobs, JobCancellation cancellation)
{
    /// <summary>202 with the job while it is open, however often it is called; 200 with the job, which is not changed, once it is terminal.</summary>
    [Function("SegmentationApi-CancelJob")]
    [Answers(200, typeof(JobResponse))]
    [Answers(202, typeof(JobResponse))]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{jobId}/cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        if (job.Status.IsTerminal())
        {
            return SegmentationApiJson.Answer(SegmentationApiMapping.ToJob(job));
        }

        await cancellation.RequestAsync(durable, job, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToJob(job), StatusCodes.Status202Accepted);
    }
}
