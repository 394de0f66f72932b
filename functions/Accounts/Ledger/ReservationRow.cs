using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Tokens reserved for one open job. The row exists from the job's acceptance until it is settled: deleting the row settles the job.</summary>
public sealed class ReservationRow : ITableEntity
{
    private const string Prefix = "open-";

    /// <summary>Lower bound of the rows' keys; <see cref="EndKey"/>, the upper one, sorts after all of them.</summary>
    public const string FirstKey = Prefix;
    public const string EndKey = "open.";

    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><c>open-job-…</c>: oldest first.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public long Tokens { get; set; }

    /// <summary>See <see cref="ItemsWithTokens"/>.</summary>
    public string Items { get; set; } = "";

    /// <summary>Whether the job waits for its turn.</summary>
    public bool IsStaged { get; set; }

    /// <summary>Drawn at random per reservation: tells a retry of one's own write from another writer's row.</summary>
    public Guid Claim { get; set; }

    public static string KeyOf(JobId job) => $"{Prefix}{job}";

    public JobId GetJob() => JobId.Parse(RowKey[Prefix.Length..]);
}
