using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Submission;

namespace SegFunctions.Apis;

internal static class JobRequests
{
    /// <summary>Gets the job with this id, if it belongs to the caller.</summary>
    /// <param name="id">Parsed from the API's own spelling; null if that is not an id.</param>
    /// <exception cref="ApiException">The job does not exist, or belongs to another account.</exception>
    public static async Task<Job> GetJobAsync(
        this JobClient jobs, HttpRequest request, JobId? id, DurableTaskClient durable, CancellationToken cancellationToken) =>
        (id is { } known ? await jobs.FindAsync(durable, request.Account(), known, cancellationToken) : null)
        ?? throw new ApiException(ApiErrorCode.JobNotFound, "There is no such job.");
}
