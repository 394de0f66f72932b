using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Accounts.Ledger;

/// <summary>
/// Tokens by account: set aside when a job is accepted, used or given back when it has ended. Each step is one transaction over the
/// account's row and the job's, so that it happens once however often it is asked for.
/// </summary>
public sealed class AccountLedger(TableServiceClient service, IOptions<AccountOptions> options, TimeProvider time)
{
    private const int Attempts = 50;
    private const int PageSize = 1000;

    private readonly TableStore table = new(service, "ledger");

    /// <summary>One change of an account at a time in this process; changes by other processes are noticed by the row's ETag.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    /// <param name="job">Of the job to come.</param>
    /// <param name="tokens">At least 1.</param>
    /// <param name="maxOpenJobs">0 for no limit.</param>
    public Task<Reservation> ReserveAsync(string account, JobId job, long tokens, int maxOpenJobs, CancellationToken cancellationToken)
    {
        var claim = Guid.NewGuid();
        return ChangeAsync(account, async () =>
        {
            var balance = await FindOrNewAsync(account, cancellationToken);
            if (await FindReservationAsync(account, job, cancellationToken) is { } known)
            {
                return new Reservation(known.Claim == claim ? ReservationOutcome.Reserved : ReservationOutcome.JobIdTaken, tokens, balance.Tokens);
            }

            if (balance.Tokens < tokens)
            {
                return new Reservation(ReservationOutcome.TokensSpent, tokens, balance.Tokens);
            }

            if (maxOpenJobs > 0 && balance.OpenJobs >= maxOpenJobs)
            {
                return new Reservation(
                    ReservationOutcome.OpenJobsLimitReached, tokens, balance.Tokens, await FindOldestOpenAsync(account, cancellationToken));
            }

            balance.Tokens -= tokens;
            balance.OpenJobs++;
            var row = new ReservationRow { PartitionKey = account, RowKey = ReservationRow.KeyOf(job), Tokens = tokens, Claim = claim };
            await SubmitAsync(balance, new TableTransactionAction(TableTransactionActionType.Add, row), cancellationToken);
            return new Reservation(ReservationOutcome.Reserved, tokens, balance.Tokens);
        }, cancellationToken);
    }

    /// <param name="used">At most what was set aside; the rest is given back.</param>
    /// <returns>False when nothing is set aside for the job: it was settled before.</returns>
    public Task<bool> SettleAsync(string account, JobId job, long used, CancellationToken cancellationToken) => ChangeAsync(account, async () =>
    {
        if (await FindReservationAsync(account, job, cancellationToken) is not { } row)
        {
            return false;
        }

        var balance = await FindOrNewAsync(account, cancellationToken);
        balance.Tokens += row.Tokens - used;
        balance.OpenJobs--;
        balance.Used += used;
        balance.Usage = HourlyUsage.Add(balance.Usage, time.GetUtcNow(), used);
        await SubmitAsync(balance, new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag), cancellationToken);
        return true;
    }, cancellationToken);

    public async Task<AccountBalance> GetAsync(string account, CancellationToken cancellationToken)
    {
        var row = await FindOrNewAsync(account, cancellationToken);
        return new AccountBalance(row.Tokens, row.OpenJobs, HourlyUsage.SumLastDay(row.Usage, time.GetUtcNow()), row.Used);
    }

    /// <param name="tokens">What new jobs may use from now on; null to do without a balance.</param>
    public Task SetTokensAsync(string account, long? tokens, CancellationToken cancellationToken) => ChangeAsync(account, async () =>
    {
        var balance = await FindOrNewAsync(account, cancellationToken);
        balance.Tokens = tokens;
        await SubmitAsync(balance, null, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>The accounts that ever submitted a job.</summary>
    public async IAsyncEnumerable<string> ListAccountsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {BalanceRow.Row}");
        await foreach (var row in table.QueryAsync<BalanceRow>(filter, PageSize, cancellationToken))
        {
            yield return row.PartitionKey;
        }
    }

    /// <summary>The account's jobs that are not settled, oldest first.</summary>
    public async IAsyncEnumerable<JobId> ListOpenAsync(string account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account} and RowKey ge {ReservationRow.FirstKey} and RowKey lt {ReservationRow.EndKey}");
        await foreach (var row in table.QueryAsync<ReservationRow>(filter, PageSize, cancellationToken))
        {
            yield return row.GetJob();
        }
    }

    /// <summary>Does it again as long as somebody else was faster.</summary>
    private async Task<T> ChangeAsync<T>(string account, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        var gate = gates.GetOrAdd(account, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await change();
                }
                catch (RequestFailedException exception) when (IsConflict(exception) && attempt < Attempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5 * attempt)), time, cancellationToken);
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<BalanceRow> FindOrNewAsync(string account, CancellationToken cancellationToken) =>
        await table.FindAsync<BalanceRow>(account, BalanceRow.Row, cancellationToken)
        ?? new BalanceRow { PartitionKey = account, Tokens = options.Value.Tokens };

    private Task<ReservationRow?> FindReservationAsync(string account, JobId job, CancellationToken cancellationToken) =>
        table.FindAsync<ReservationRow>(account, ReservationRow.KeyOf(job), cancellationToken);

    private async Task<JobId?> FindOldestOpenAsync(string account, CancellationToken cancellationToken)
    {
        await foreach (var job in ListOpenAsync(account, cancellationToken))
        {
            return job;
        }

        return null;
    }

    private Task SubmitAsync(BalanceRow balance, TableTransactionAction? job, CancellationToken cancellationToken)
    {
        var written = balance.ETag == default
            ? new TableTransactionAction(TableTransactionActionType.Add, balance)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, balance, balance.ETag);
        TableTransactionAction[] actions = job is null ? [written] : [written, job];
        return table.WriteAsync(client => client.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);
    }

    /// <summary>A row changed, came or went since it was read.</summary>
    private static bool IsConflict(RequestFailedException exception) =>
        exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed;
}
