using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

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
