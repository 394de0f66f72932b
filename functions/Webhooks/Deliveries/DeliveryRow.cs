using Azure;
using Azure.Data.Tables;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>A delivery in the table. Partitioned by account, those of the newest job first. Bodies and responses are encrypted, since they may contain secrets.</summary>
public sealed class DeliveryRow : ITableEntity
{
    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="DeliveryKey.RowKey"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Receiver { get; set; } = "";

    public string Event { get; set; } = "";

    public string? Dialect { get; set; }

    public int Plan { get; set; }

    public string State { get; set; } = "";

    public DateTimeOffset Created { get; set; }

    /// <summary>Encrypted.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Encrypted JSON.</summary>
    public byte[] Attempts { get; set; } = [];

    public int AttemptCount { get; set; }

    public int Replays { get; set; }

    /// <summary>Drawn at random per write: tells a retry of one's own write from another writer's.</summary>
    public Guid Claim { get; set; }
}
