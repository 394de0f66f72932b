using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Retention;
using SegFunctions.Submission;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Extension to segmentationapi.com's API: deletes a job.</summary>
public sealed class SegmentationApiDeleteEndpoints(JobClient jobs, JobDeletion deletion)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>An open job is canceled first. After 204 the job no longer exists, and only the tokens that it cost are still recorded.</summary>
    [Function("SegmentationApi-DeleteJob")]
    [Answers(204)]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "v1/jobs/{jobId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        return await deletion.TryDeleteAsync(durable, job, cancellationToken)
            ? TypedResults.NoContent()
            : throw new ApiException(new ApiError(ApiErrorCode.Busy, "The job has not ended yet. Delete it again in a few seconds.") { RetryAfter = Pause });
    }
}
