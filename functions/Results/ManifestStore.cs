using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Results;

/// <summary>The manifests of ended jobs. Each is written once and never changed.</summary>
public sealed class ManifestStore(BlobStore blobs, ResultStore results)
{
    private const int ParallelReads = 16;

    /// <summary>Reads every winner's document and writes the manifest, unless it exists.</summary>
    /// <exception cref="InvalidOperationException">A winner's document is not stored.</exception>
    public async Task WriteAsync(TerminalJob job, CancellationToken cancellationToken)
    {
        var paths = new ResultPaths(job.Spec.Account, job.JobId);
        var manifest = job.Spec.Video is null
            ? ManifestBuilding.Build(job, await ReadAsync(job, winner => results.FindDocumentAsync(paths, winner, cancellationToken)))
            : ManifestBuilding.Build(job, await ReadAsync(job, winner => results.FindVideoAsync(paths, winner, cancellationToken)));
        await blobs.TryAddAsync(
            paths.Manifest, BinaryData.FromObjectAsJson(manifest, ContractJson.Options), "application/json", cancellationToken);
    }

    /// <returns>Null if there is none: the job is open, or its results have been lost.</returns>
    public async Task<JobManifest?> FindAsync(string account, JobId id, CancellationToken cancellationToken)
    {
        var content = await blobs.FindAsync(new ResultPaths(account, id.ToString()).Manifest, cancellationToken);
        return content?.ToObjectFromJson<JobManifest>(ContractJson.Options);
    }

    /// <returns>One per item; null if it did not complete.</returns>
    private static async Task<IReadOnlyList<T?>> ReadAsync<T>(TerminalJob job, Func<ItemAttempt, Task<T?>> findAsync)
        where T : class
    {
        var documents = new T?[job.Outcome.Items.Count];
        await Parallel.ForAsync(0, documents.Length, new ParallelOptions { MaxDegreeOfParallelism = ParallelReads }, async (i, _) =>
        {
            if (job.Outcome.Items[i] is { Status: JobStatus.Completed, Attempt: var attempt })
            {
                documents[i] = await findAsync(new ItemAttempt(i, attempt))
                    ?? throw new InvalidOperationException($"Item {i} of {job.JobId} completed, but its document is not stored.");
            }
        });
        return documents;
    }
}
