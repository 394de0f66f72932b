using Microsoft.DurableTask.Client;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;

namespace SegFunctions.Submission;

/// <summary>Lists an account's jobs from the table; the state of those that have not ended is read from their orchestrations.</summary>
public sealed class JobLists(JobTable table, AccountLedger ledger, JobClient jobs, TimeProvider time)
{
    private static readonly DateTimeOffset LastCreated = new JobId(JobId.MaxValue).Created;

    private const int ParallelReads = 8;

    /// <summary>How many rows a filtered list reads per page; the next page continues after them.</summary>
    private const int MaxRowsLookedAt = 1000;
    private const int RowsOfFilteredPage = 100;

    /// <param name="after">Only older jobs than this one; null to begin with the newest.</param>
    /// <param name="limit">1–100.</param>
    /// <returns>With a filter, a page may have fewer jobs than the limit, or none, and still be followed by another.</returns>
    public async Task<JobPage> ListAsync(
        DurableTaskClient durable, string account, JobFilter filter, JobId? after, int limit, CancellationToken cancellationToken)
    {
        if (filter.Id is { } id)
        {
            var job = await jobs.FindAsync(durable, account, id, cancellationToken);
            return new JobPage(job is not null && filter.Matches(job.Summary) && (after is null || id < after) ? [job.Summary] : [], null);
        }

        var rows = filter == JobFilter.None ? limit : RowsOfFilteredPage;
        var found = new List<JobSummary>(limit);
        var next = after;
        for (var lookedAt = 0; lookedAt < MaxRowsLookedAt;)
        {
            var page = await table.ListAsync(account, next, rows, cancellationToken);
            foreach (var job in await ReadThroughAsync(durable, page.Jobs, cancellationToken))
            {
                if (found.Count == limit)
                {
                    return new JobPage(found, found[^1].Id);
                }

                if (filter.Matches(job) && !job.HasExpired(time.GetUtcNow()))
                {
                    found.Add(job);
                }
            }

            next = page.Next;
            lookedAt += page.Jobs.Count;
            if (next is null || found.Count == limit)
            {
                break;
            }
        }

        return new JobPage(found, next);
    }

    /// <summary>An API's own jobs, newest first.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="account">Their owner.</param>
    /// <param name="query">Selects the jobs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The jobs in the query's window, and how many match in total.</returns>
    public async Task<(IReadOnlyList<Job> Jobs, int Count)> ListOfApiAsync(
        DurableTaskClient durable, string account, ApiJobsQuery query, CancellationToken cancellationToken)
    {
        var (from, until) = (IdAt(query.From), IdAt(query.Until));
        var window = new List<JobId>(query.Take);
        var count = 0;
        await foreach (var row in table.ListOfApiAsync(account, query.Api, from, until, cancellationToken))
        {
            if (row.HasExpired(time.GetUtcNow()))
            {
                continue;
            }

            if (count >= query.Skip && window.Count < query.Take)
            {
                window.Add(row.Id);
            }

            count++;
        }

        return (await FindAllAsync(durable, account, window, cancellationToken), count);
    }

    /// <summary>The account's jobs that have not ended, from all APIs, oldest first.</summary>
    public async Task<IReadOnlyList<Job>> ListOpenAsync(DurableTaskClient durable, string account, CancellationToken cancellationToken)
    {
        var open = await ledger.ListOpenAsync(account, cancellationToken).ToListAsync(cancellationToken);
        return [.. (await FindAllAsync(durable, account, open, cancellationToken)).Where(job => !job.Status.IsTerminal())];
    }

    /// <summary>The lowest id for a time, or for the nearest time that an id can express.</summary>
    private static JobId? IdAt(DateTimeOffset? moment) => moment switch
    {
        null => null,
        { } known when known <= JobId.Epoch => new JobId(0),
        { } known when known >= LastCreated => new JobId(JobId.MaxValue),
        { } known => JobId.At(known, 0),
    };

    private async Task<IReadOnlyList<Job>> FindAllAsync(
        DurableTaskClient durable, string account, List<JobId> ids, CancellationToken cancellationToken)
    {
        var found = new Job?[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, options, async (i, token) => found[i] = await jobs.FindAsync(durable, account, ids[i], token));
        return [.. found.OfType<Job>()];
    }

    private async Task<IReadOnlyList<JobSummary>> ReadThroughAsync(
        DurableTaskClient durable, IReadOnlyList<JobSummary> rows, CancellationToken cancellationToken)
    {
        var read = rows.ToArray();
        var open = Enumerable.Range(0, read.Length).Where(i => !read[i].Status.IsTerminal());
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, options, async (i, token) => read[i] = await ReadThroughAsync(durable, read[i], token));
        return read;
    }

    private async Task<JobSummary> ReadThroughAsync(DurableTaskClient durable, JobSummary row, CancellationToken cancellationToken)
    {
        var instance = await durable.GetInstanceAsync(row.Id.ToString(), true, cancellationToken);
        return instance is null ? JobReading.ReadAlone(row, time.GetUtcNow()) : JobReading.Read(row.Id, instance)?.Summary ?? row;
    }
}

/// <summary>Which of an API's own jobs a list contains.</summary>
/// <param name="Api">See <see cref="JobTerms.Api"/>.</param>
/// <param name="From">Only jobs created at this time or later; null for no bound.</param>
/// <param name="Until">Only jobs created before this time; null for no bound.</param>
/// <param name="Skip">How many of the newest jobs to skip.</param>
/// <param name="Take">Maximum number of jobs to return after those.</param>
public sealed record ApiJobsQuery(string Api, DateTimeOffset? From, DateTimeOffset? Until, int Skip, int Take);
