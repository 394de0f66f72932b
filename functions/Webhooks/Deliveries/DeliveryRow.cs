using Azure;
using Azure.Data.Tables;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>A delivery in the table. Partitioned by account, those of the newest job first. What was sent and answered is encrypted: either may hold a secret.</summary>
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

    /// <summary>Sealed.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Sealed JSON.</summary>
    public byte[] Attempts { get; set; } = [];

    public int AttemptCount { get; set; }

    public int Replays { get; set; }

    /// <summary>Drawn for each write: tells an own write that was repeated from another's.</summary>
    public Guid Claim { get; set; }
}
