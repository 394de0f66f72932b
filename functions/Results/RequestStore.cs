using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Results;

/// <summary>Requests for jobs, for APIs whose responses repeat them. They are kept as long as their jobs.</summary>
public sealed class RequestStore(BlobStore blobs)
{
    /// <param name="account">The job's owner.</param>
    /// <param name="id">The id of a job that has not started yet.</param>
    /// <param name="api">The API that received the request; no other one finds it.</param>
    /// <param name="request">Must not contain secrets.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task AddAsync<T>(string account, JobId id, string api, T request, CancellationToken cancellationToken) => blobs.PutAsync(
        new ResultPaths(account, id.ToString()).Request(api), BinaryData.FromObjectAsJson(request, ContractJson.Options), "application/json", cancellationToken);

    /// <returns>Null if the job came through another API, or is no longer stored.</returns>
    public async Task<T?> FindAsync<T>(string account, JobId id, string api, CancellationToken cancellationToken)
        where T : class =>
        (await blobs.FindAsync(new ResultPaths(account, id.ToString()).Request(api), cancellationToken))?.ToObjectFromJson<T>(ContractJson.Options);
}
