using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using SegFunctions.Storage;

namespace SegFunctions.Jobs;

/// <summary>The table of jobs, for listing.</summary>
public sealed class JobTable(TableServiceClient service)
{
    public const string Name = "jobs";
    private const int PageRows = 1000;

    private readonly TableStore _table = new(service, Name);

    /// <returns>False if the account already has a job with this id.</returns>
    public async Task<bool> TryAddAsync(string account, JobSummary job, CancellationToken cancellationToken)
    {
        var row = JobRow.Of(account, job);
        row.Claim = Guid.NewGuid().ToString("N");
        try
        {
            await _table.WriteAsync(client => client.AddEntityAsync(row, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // If a response is lost, the client library retries the insert by itself, and finds the row that it has added.
            return (await _table.FindAsync<JobRow>(account, row.RowKey, cancellationToken))?.Claim == row.Claim;
        }
    }

    /// <summary>Adds or replaces the row.</summary>
    public Task PutAsync(string account, JobSummary job, CancellationToken cancellationToken) => _table.WriteAsync(
        client => client.UpsertEntityAsync(JobRow.Of(account, job), TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Deletes the row if it exists.</summary>
    public Task RemoveAsync(string account, JobId id, CancellationToken cancellationToken) =>
        _table.RemoveAsync(account, id.NewestFirstKey, cancellationToken);

    public async Task<JobSummary?> FindAsync(string account, JobId id, CancellationToken cancellationToken) =>
        (await _table.FindAsync<JobRow>(account, id.NewestFirstKey, cancellationToken))?.ToSummary();

    /// <summary>Jobs of the account that have expired, or whose results have expired.</summary>
    /// <remarks>Scans every row of the account, since a job's lifetime is not part of its row key.</remarks>
    public IAsyncEnumerable<JobSummary> ListExpiredAsync(string account, DateTimeOffset now, CancellationToken cancellationToken) => _table
        .QueryAsync<JobRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {account} and (Expires le {now} or ResultsExpire le {now})"), PageRows, cancellationToken)
        .Select(row => row.ToSummary());

    /// <summary>An API's own jobs, newest first.</summary>
    /// <param name="account">Their owner.</param>
    /// <param name="api">See <see cref="JobTerms.Api"/>.</param>
    /// <param name="from">Only this job and newer ones; null for no bound.</param>
    /// <param name="until">Only older jobs than this one; null for no bound.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public IAsyncEnumerable<JobSummary> ListOfApiAsync(
        string account, string api, JobId? from, JobId? until, CancellationToken cancellationToken)
    {
        var (newest, oldest) = (until?.NewestFirstKey ?? "", from?.NewestFirstKey ?? "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account} and RowKey gt {newest} and RowKey le {oldest} and Api eq {api}");
        return _table.QueryAsync<JobRow>(filter, PageRows, cancellationToken).Select(row => row.ToSummary());
    }

    /// <param name="after">Only older jobs than this one; null to begin with the newest.</param>
    /// <param name="limit">1–999.</param>
    public async Task<JobPage> ListAsync(string account, JobId? after, int limit, CancellationToken cancellationToken)
    {
        var filter = after is { } last
            ? TableClient.CreateQueryFilter($"PartitionKey eq {account} and RowKey gt {last.NewestFirstKey}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {account}");
        var jobs = new List<JobSummary>(limit);
        await foreach (var row in _table.QueryAsync<JobRow>(filter, limit + 1, cancellationToken))
        {
            if (jobs.Count == limit)
            {
                return new JobPage(jobs, jobs[^1].Id);
            }

            jobs.Add(row.ToSummary());
        }

        return new JobPage(jobs, null);
    }
}
