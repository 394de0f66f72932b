using System.Globalization;
using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;

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

/// <summary>Tokens used in each of the last 25 hours, as a line of text: <c>493857:12 493858:3</c>, hours since 1970.</summary>
internal static class HourlyUsage
{
    private const int KeptHours = 25;

    public static string Add(string usage, DateTimeOffset now, long tokens)
    {
        if (tokens == 0)
        {
            return usage;
        }

        var hour = HourOf(now);
        var hours = Read(usage).Where(entry => entry.Hour > hour - KeptHours).ToDictionary(entry => entry.Hour, entry => entry.Tokens);
        hours[hour] = hours.GetValueOrDefault(hour) + tokens;
        return string.Join(' ', hours.OrderBy(entry => entry.Key).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}:{entry.Value}")));
    }

    /// <returns>The sum over this hour and the 24 before it.</returns>
    public static long SumLastDay(string usage, DateTimeOffset now) =>
        Read(usage).Where(entry => entry.Hour > HourOf(now) - KeptHours).Sum(entry => entry.Tokens);

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private static IEnumerable<(long Hour, long Tokens)> Read(string usage) =>
        from entry in usage.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = entry.Split(':')
        select (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
}
