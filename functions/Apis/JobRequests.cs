using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Submission;

namespace SegFunctions.Apis;

internal static class JobRequests
{
    /// <summary>The job that the route's <c>jobId</c> names, if it is the caller's.</summary>
    /// <exception cref="RefusalException">There is no such job, or it is another account's.</exception>
    public static async Task<Job> GetJobAsync(
        this JobClient jobs, HttpRequest request, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var job = JobId.TryParse(request.RouteText("jobId"), out var id)
            ? await jobs.FindAsync(durable, request.Account(), id, cancellationToken)
            : null;
        return job ?? throw new RefusalException(RefusalCode.NotFound, "There is no such job.");
    }
}
