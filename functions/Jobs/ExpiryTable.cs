using System.Globalization;
using Azure.Data.Tables;
using SegFunctions.Storage;

namespace SegFunctions.Jobs;

/// <summary>Ended jobs with a lifetime of their own, ordered by expiry, so that due jobs are found without reading any other.</summary>
public sealed class ExpiryTable(TableServiceClient service)
{
    private const string Partition = "jobs";
    private const string TimeFormat = "yyyyMMddHHmmssfffffff";
    private const char Separator = ' ';
    private const int Parts = 3;
    private const int PageSize = 1000;

    private readonly TableStore _table = new(service, "expiries");

    /// <summary>Adds the row unless it exists.</summary>
    public Task AddAsync(Expiry expiry, CancellationToken cancellationToken) => _table.WriteAsync(
        client => client.UpsertEntityAsync(new TableEntity(Partition, KeyOf(expiry)), TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Deletes the row if it exists.</summary>
    public Task RemoveAsync(Expiry expiry, CancellationToken cancellationToken) => _table.RemoveAsync(Partition, KeyOf(expiry), cancellationToken);

    /// <summary>The jobs that have expired at this time, the longest overdue first.</summary>
    public IAsyncEnumerable<Expiry> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = TimeOf(now) + (char)(Separator + 1);
        return _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {end}"), PageSize, cancellationToken)
            .Select(row => Parse(row.RowKey));
    }

    private static string KeyOf(Expiry expiry) => $"{TimeOf(expiry.Time)}{Separator}{expiry.Job}{Separator}{expiry.Account}";

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static Expiry Parse(string key) => key.Split(Separator, Parts) is [var time, var job, var account]
        ? new Expiry(account, JobId.Parse(job), DateTime.ParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal))
        : throw new FormatException($"'{key}' is not an expiry's row key.");
}

/// <param name="Time">See <see cref="JobSummary.Expires"/>.</param>
public sealed record Expiry(string Account, JobId Job, DateTimeOffset Time);
