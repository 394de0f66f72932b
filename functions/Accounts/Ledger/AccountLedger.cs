using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Accounts.Ledger;

/// <summary>
/// Tokens per account: reserved when a job is accepted, used or released when it has ended. Each step is one transaction over
/// the account's row and the job's, so that it takes effect once, however often it is requested.
/// </summary>
public sealed class AccountLedger(TableServiceClient service, IOptions<AccountOptions> options, TimeProvider time, Random chance)
{
    private const int PageSize = 1000;

    private readonly TableStore _table = new(service, "ledger");
    private readonly ConcurrentDictionary<string, AccountChanges> _changes = new(StringComparer.Ordinal);

    /// <param name="job">Id of the job to be created.</param>
    /// <param name="tokens">0 or more.</param>
    /// <param name="allowance">How many jobs the account may have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Reservation> ReserveAsync(
        string account, JobId job, long tokens, JobAllowance allowance, CancellationToken cancellationToken)
    {
        var reservation = await ChangeAsync(account, new ReserveChange(account, job, tokens, allowance), cancellationToken);
        return reservation.Outcome == ReservationOutcome.OpenJobsLimitReached
            ? reservation with { OpenJob = await FindOldestOpenAsync(account, cancellationToken) }
            : reservation;
    }

    /// <summary>Reserves more for an item of an open job, whose price turned out to be higher. Repeating the call changes nothing.</summary>
    /// <param name="item">Index of the item in its job.</param>
    /// <param name="tokens">0 or more.</param>
    public Task<TokensSetAside> SetAsideAsync(string account, JobId job, int item, long tokens, CancellationToken cancellationToken) =>
        ChangeAsync(account, new SetAsideChange(job, item, tokens), cancellationToken);

    /// <param name="used">At most what was reserved; the rest is released.</param>
    public Task<Settlement> SettleAsync(string account, JobId job, long used, CancellationToken cancellationToken) =>
        ChangeAsync(account, new SettleChange(job, used), cancellationToken);

    /// <summary>Settles a job, and looks for a staged job that this makes room for.</summary>
    /// <param name="used">At most what was reserved; the rest is released.</param>
    /// <returns>A staged job whose turn may have come; null for none.</returns>
    public async Task<JobId?> SettleAndFindNextAsync(string account, JobId job, long used, CancellationToken cancellationToken) =>
        (await SettleAsync(account, job, used, cancellationToken)).LeavesStaged ? await FindOldestStagedAsync(account, cancellationToken) : null;

    /// <param name="maxRunning">How many of the account's jobs may run at the same time, at least 1.</param>
    public Task<Turn> TakeTurnAsync(string account, JobId job, int maxRunning, CancellationToken cancellationToken) =>
        ChangeAsync(account, new TakeTurnChange(job, maxRunning), cancellationToken);

    /// <returns>The account's oldest staged job; null if none is staged.</returns>
    public async Task<JobId?> FindOldestStagedAsync(string account, CancellationToken cancellationToken)
    {
        await foreach (var row in QueryOpenAsync(account, cancellationToken))
        {
            if (row.IsStaged)
            {
                return row.GetJob();
            }
        }

        return null;
    }

    public async Task<AccountBalance> GetAsync(string account, CancellationToken cancellationToken)
    {
        var row = await ChangesOf(account).ReadBalanceAsync(cancellationToken);
        return new AccountBalance(row.Tokens, row.OpenJobs, HourlyUsage.SumLastDay(row.Usage, time.GetUtcNow()), row.Used);
    }

    /// <summary>Whether the account has a balance or has ever submitted a job.</summary>
    public async Task<bool> HasAsync(string account, CancellationToken cancellationToken) =>
        await _table.FindAsync<BalanceRow>(account, BalanceRow.Row, cancellationToken) is not null;

    /// <param name="tokens">The new balance; null to remove it.</param>
    public Task SetTokensAsync(string account, long? tokens, CancellationToken cancellationToken) =>
        ChangeAsync(account, new SetTokensChange(tokens), cancellationToken);

    /// <param name="receiver">One of the account's endpoints.</param>
    /// <param name="events">Events that it receives for jobs accepted from now on; null to unsubscribe.</param>
    public Task SubscribeAsync(string account, string receiver, WebhookEvents? events, CancellationToken cancellationToken) =>
        ChangeAsync(account, new SubscribeChange(receiver, events), cancellationToken);

    /// <summary>The subscriptions of the account's endpoints, for a job that is accepted now.</summary>
    public async Task<IReadOnlyList<Subscription>> GetSubscriptionsAsync(string account, CancellationToken cancellationToken) =>
        EndpointSubscriptions.Parse((await ChangesOf(account).ReadBalanceAsync(cancellationToken)).Subscriptions);

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
    public IAsyncEnumerable<JobId> ListOpenAsync(string account, CancellationToken cancellationToken) =>
        QueryOpenAsync(account, cancellationToken).Select(row => row.GetJob());

    /// <remarks>Canceling does not undo the change: it may already be written.</remarks>
    private Task<T> ChangeAsync<T>(string account, LedgerChange<T> change, CancellationToken cancellationToken)
    {
        ChangesOf(account).Add(change);
        return change.Done.WaitAsync(cancellationToken);
    }

    private IAsyncEnumerable<ReservationRow> QueryOpenAsync(string account, CancellationToken cancellationToken) => _table.QueryAsync<ReservationRow>(
        TableClient.CreateQueryFilter($"PartitionKey eq {account} and RowKey ge {ReservationRow.FirstKey} and RowKey lt {ReservationRow.EndKey}"),
        PageSize,
        cancellationToken);

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
