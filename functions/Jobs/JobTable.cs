using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace SegFunctions.Jobs;

/// <summary>
/// The table of jobs, for listing. It is made on first need, and made again when it has vanished: a storage emulator that is
/// killed forgets the last seconds.
/// </summary>
public sealed class JobTable(TableServiceClient service)
{
    public const string Name = "jobs";

    private readonly TableClient table = service.GetTableClient(Name);

    /// <returns>False when the account already has a job of this id.</returns>
    public async Task<bool> TryAddAsync(string account, JobSummary job, CancellationToken cancellationToken)
    {
        var row = JobRow.Of(account, job);
        row.Claim = Guid.NewGuid().ToString("N");
        try
        {
            await WriteAsync(() => table.AddEntityAsync(row, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // When an answer is lost the client library adds again by itself, and meets the row that it has added.
            var found = await table.GetEntityIfExistsAsync<JobRow>(account, row.RowKey, cancellationToken: cancellationToken);
            return found.HasValue && found.Value!.Claim == row.Claim;
        }
    }

    /// <summary>Writes the row whether or not it is there.</summary>
    public Task PutAsync(string account, JobSummary job, CancellationToken cancellationToken) =>
        WriteAsync(() => table.UpsertEntityAsync(JobRow.Of(account, job), TableUpdateMode.Replace, cancellationToken), cancellationToken);

    public async Task<JobSummary?> FindAsync(string account, JobId id, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<JobRow>(account, id.NewestFirstKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.ToSummary() : null;
    }

    /// <param name="after">Only older jobs than this one; null for the newest.</param>
    /// <param name="limit">At least 1.</param>
    public async Task<JobPage> ListAsync(string account, JobId? after, int limit, CancellationToken cancellationToken)
    {
        var filter = after is { } last
            ? TableClient.CreateQueryFilter($"PartitionKey eq {account} and RowKey gt {last.NewestFirstKey}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {account}");
        var jobs = new List<JobSummary>(limit);
        try
        {
            await foreach (var row in table.QueryAsync<JobRow>(filter, maxPerPage: limit + 1, cancellationToken: cancellationToken))
            {
                if (jobs.Count == limit)
                {
                    return new JobPage(jobs, jobs[^1].Id);
                }

                jobs.Add(row.ToSummary());
            }
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
        {
            return new JobPage([], null);
        }

        return new JobPage(jobs, null);
    }

    private async Task WriteAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
        {
            await service.CreateTableIfNotExistsAsync(Name, cancellationToken);
            await write();
        }
    }
}
