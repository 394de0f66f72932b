using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Orchestrations;

namespace SegFunctions.Results;

/// <summary>What the workers wrote.</summary>
public sealed class ResultStore(BlobStore blobs)
{
    private const int ParallelReads = 16;

    /// <returns>Null when there is no document, or none that can be read.</returns>
    public async Task<SegmentsDocument?> FindDocumentAsync(ResultPaths paths, ItemAttempt attempt, CancellationToken cancellationToken)
    {
        var content = await blobs.FindAsync(paths.Document(attempt), cancellationToken);
        try
        {
            return content?.ToObjectFromJson<SegmentsDocument>(ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>The items, in order, of which the document or any blob that it names is not stored.</returns>
    public async Task<int[]> FindIncompleteAsync(ResultPaths paths, IReadOnlyList<ItemAttempt> winners, CancellationToken cancellationToken)
    {
        var stored = await blobs.ListAsync(paths.Items, cancellationToken);
        var complete = new bool[winners.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, winners.Count, options, async (i, token) =>
        {
            var folder = paths.Attempt(winners[i]);
            complete[i] = stored.Contains(folder.Below(ResultNames.Document).Name)
                && await FindDocumentAsync(paths, winners[i], token) is { } document
                && document.ListBlobs().All(name => stored.Contains(folder.Below(name).Name));
        });
        return [.. winners.Where((_, i) => !complete[i]).Select(winner => winner.Item).Order()];
    }
}
