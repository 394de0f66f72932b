using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Accounts.Ledger;

/// <summary>
/// Tokens by account: reserved when a job is accepted, used or released when it has ended. Each step is part of one transaction over
/// the account's row and the job's, so that it happens once however often it is requested.
/// </summary>
public sealed class AccountLedger(TableServiceClient service, IOptions<AccountOptions> options, TimeProvider time, Random chance)
{
    private const int PageSize = 1000;

    private readonly TableStore _table = new(service, "ledger");
    private readonly ConcurrentDictionary<string, AccountChanges> _changes = new(StringComparer.Ordinal);

    /// <param name="job">Id of the job to be created.</param>
    /// <param name="tokens">0 or more.</param>
    /// <param name="maxOpenJobs">0 for no limit.</param>
    public async Task<Reservation> ReserveAsync(string account, JobId job, long tokens, int maxOpenJobs, CancellationToken cancellationToken)
    {
        var reservation = await ChangeAsync(account, new ReserveChange(account, job, tokens, maxOpenJobs), cancellationToken);
        return reservation.Outcome == ReservationOutcome.OpenJobsLimitReached
            ? reservation with { OpenJob = await FindOldestOpenAsync(account, cancellationToken) }
            : reservation;
    }

    /// <param name="used">At most what was reserved; the rest is released.</param>
    /// <returns>False if the job has no reservation: it was settled before.</returns>
    public Task<bool> SettleAsync(string account, JobId job, long used, CancellationToken cancellationToken) =>
        ChangeAsync(account, new SettleChange(job, used), cancellationToken);

    public async Task<AccountBalance> GetAsync(string account, CancellationToken cancellationToken)
    {
        var row = await ChangesOf(account).ReadBalanceAsync(cancellationToken);
        return new AccountBalance(row.Tokens, row.OpenJobs, HourlyUsage.SumLastDay(row.Usage, time.GetUtcNow()), row.Used);
    }

    /// <summary>Whether it has a balance or ever submitted a job.</summary>
    public async Task<bool> HasAsync(string account, CancellationToken cancellationToken) =>
        await _table.FindAsync<BalanceRow>(account, BalanceRow.Row, cancellationToken) is not null;

    /// <param name="tokens">The new balance; null to remove it.</param>
    public Task SetTokensAsync(string account, long? tokens, CancellationToken cancellationToken) =>
        ChangeAsync(account, new SetTokensChange(tokens), cancellationToken);

    /// <summary>Every account that has ever submitted a job.</summary>
    public async IAsyncEnumerable<string> ListAccountsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {BalanceRow.Row}");
        await foreach (var row in _table.QueryAsync<BalanceRow>(filter, PageSize, cancellationToken))
        {
            yield return row.PartitionKey;
        }
    }

    /// <summary>The account's jobs that are not settled, oldest first.</summary>
    public async IAsyncEnumerable<JobId> ListOpenAsync(string account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account} and RowKey ge {ReservationRow.FirstKey} and RowKey lt {ReservationRow.EndKey}");
        await foreach (var row in _table.QueryAsync<ReservationRow>(filter, PageSize, cancellationToken))
        {
            yield return row.GetJob();
        }
    }

    /// <remarks>Canceling does not undo the change: it may already be written.</remarks>
    private Task<T> ChangeAsync<T>(string account, LedgerChange<T> change, CancellationToken cancellationToken)
    {
        ChangesOf(account).Add(change);
        return change.Done.WaitAsync(cancellationToken);
    }

    private AccountChanges ChangesOf(string account) => _changes.GetOrAdd(account, name => new AccountChanges(name, _table, options, time, chance));

    private async Task<JobId?> FindOldestOpenAsync(string account, CancellationToken cancellationToken)
    {
        await foreach (var job in ListOpenAsync(account, cancellationToken))
        {
            return job;
        }

        return null;
    }
}
