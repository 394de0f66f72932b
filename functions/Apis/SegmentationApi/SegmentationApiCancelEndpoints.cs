using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Submission;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Ours, beside segmentationapi.com's calls: the end of a job that nobody waits for any more.</summary>
public sealed class SegmentationApiCancelEndpoints(JobClient jobs, JobCancellation cancellation)
{
    /// <summary>202 and the job while it is open, however often it is asked; 200 and the job once it has ended.</summary>
    [Function("SegmentationApi-CancelJob")]
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
