using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>What became of a submission that has a key.</summary>
public sealed class IdempotencyRow : ITableEntity
{
    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="IdempotencyKey.Hash"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string BodyHash { get; set; } = "";

    /// <summary>When the key was used first.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>When the request began that works on it.</summary>
    public DateTimeOffset Begun { get; set; }

    /// <summary>Known before the job starts; null until then.</summary>
    public string? JobId { get; set; }

    /// <summary>The request has ended without knowing whether its job started.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Drawn for each write: tells an own write that was repeated from another's.</summary>
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
