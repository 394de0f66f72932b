using Azure;
using Azure.Data.Tables;

namespace SegFunctions.Accounts.Ledger;

/// <summary>An account's row in the ledger, in the same partition as its <see cref="ReservationRow"/>s, so that one transaction changes both.</summary>
public sealed class BalanceRow : ITableEntity
{
    /// <summary>Sorts after every reservation's key.</summary>
    public const string Row = "total";

    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Row;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Null without a balance.</summary>
    public long? Tokens { get; set; }

    public int OpenJobs { get; set; }

    /// <summary>Open jobs that have not started, see <see cref="ReservationRow.IsStaged"/>; the other open ones count as running.</summary>
    public int StagedJobs { get; set; }

    public long Used { get; set; }

    /// <summary>See <see cref="HourlyUsage"/>.</summary>
    public string Usage { get; set; } = "";

    /// <summary>See <see cref="EndpointSubscriptions"/>.</summary>
    public string Subscriptions { get; set; } = "";
}
