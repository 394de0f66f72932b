using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Submission;

/// <summary>Submissions that have a key. A row is written only if it has not changed since it was read.</summary>
public sealed class IdempotencyTable(TableServiceClient service)
{
    private const int PageSize = 1000;

    private readonly TableStore _table = new(service, "idempotency");

    /// <summary>How long a key is remembered.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    public Task<IdempotencyRow?> FindAsync(string account, string key, CancellationToken cancellationToken) =>
        _table.FindAsync<IdempotencyRow>(account, key, cancellationToken);

    /// <summary>Adds the row, or replaces the one that was read.</summary>
    /// <returns>False if another request was faster.</returns>
    public async Task<bool> TryWriteAsync(IdempotencyRow row, CancellationToken cancellationToken)
    {
        row.Claim = Guid.NewGuid();
        try
        {
            var written = await _table.WriteAsync(
                client => row.ETag == default
                    ? client.AddEntityAsync(row, cancellationToken)
                    : client.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken),
                cancellationToken);
            row.ETag = written.Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException exception) when (IsConflict(exception))
        {
            // If a response is lost, the client library writes again and finds its own row.
            var there = await FindAsync(row.PartitionKey, row.RowKey, cancellationToken);
            var isOwn = there?.Claim == row.Claim;
            row.ETag = isOwn ? there!.ETag : row.ETag;
            return isOwn;
        }
    }

    /// <returns>False if the row has changed since it was read.</returns>
    public async Task<bool> TryRemoveAsync(IdempotencyRow row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.WriteAsync(client => client.DeleteEntityAsync(row, row.ETag, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (IsConflict(exception))
        {
            return false;
        }
    }

    /// <summary>Keys of every account that were first used at or before <paramref name="latest"/>.</summary>
    public async IAsyncEnumerable<IdempotencyRow> ListAsync(DateTimeOffset latest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"Created le {latest}");
        await foreach (var row in _table.QueryAsync<IdempotencyRow>(filter, PageSize, cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>Frees the keys under which a job was submitted.</summary>
    public async Task RemoveOfJobAsync(string account, JobId job, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account} and JobId eq {job.ToString()}");
        await foreach (var row in _table.QueryAsync<IdempotencyRow>(filter, PageSize, cancellationToken))
        {
            await TryRemoveAsync(row, cancellationToken);
        }
    }

    private static bool IsConflict(RequestFailedException exception) =>
        exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed;
}
