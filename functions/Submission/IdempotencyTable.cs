using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>The state of a submission that has an idempotency key.</summary>
public sealed class IdempotencyRow : ITableEntity
{
    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="IdempotencyKey.Hash"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string BodyHash { get; set; } = "";

    /// <summary>When the key was first used.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>When the request that currently holds the key began.</summary>
    public DateTimeOffset Begun { get; set; }

    /// <summary>The job's id, set before the job starts; null until then.</summary>
    public string? JobId { get; set; }

    /// <summary>Whether the request ended without knowing if its job started.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Drawn at random per write: tells a retry of one's own write from another writer's.</summary>
    public Guid Claim { get; set; }

    public static IdempotencyRow Of(string account, IdempotencyKey key, DateTimeOffset now) => new()
    {
        PartitionKey = account,
        RowKey = key.Hash,
        BodyHash = key.BodyHash,
        Created = now,
        Begun = now,
    };

    public JobId? FindJob() => Jobs.JobId.TryParse(JobId, out var id) ? id : null;
}

/// <summary>A client's name for one submission, with which it can retry without starting a second job. Only hashes of the name and the body are stored.</summary>
/// <param name="Hash">Hash of the account and the name, so that it does not reveal that two accounts use the same name.</param>
/// <param name="BodyHash">Hash of the request.</param>
public sealed record IdempotencyKey(string Hash, string BodyHash)
{
    /// <summary>Hash of the name and the request together, lower-case hex.</summary>
    public string RequestName { get; } = HashOf($"{Hash}\n{BodyHash}");

    public static IdempotencyKey Of(string account, string name, string body) => new(HashOf($"{account}\n{name}"), HashOf(body));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
