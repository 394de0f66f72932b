using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SegFunctions.Storage;

namespace SegFunctions.Accounts.Ledger;

/// <summary>
/// One account's changes, written one transaction at a time with everything that has arrived meanwhile, so that a burst of jobs does not
/// queue up behind one row. Rows are cached as last written: the account's, and those of jobs for changes that always act on them. Changes by other
/// processes are detected by their ETags.
/// </summary>
internal sealed class AccountChanges(string account, TableStore table, IOptions<AccountOptions> options, TimeProvider time, Random chance)
{
    /// <summary>A transaction holds at most 100 rows.</summary>
    private const int MaxChanges = 99;

    private const int Attempts = 50;

    private readonly Lock _gate = new();
    private readonly List<LedgerChange> _waiting = [];
    private bool _isWriting;

    /// <summary>The account's row as last written; null if it must be read. Used only by the writer, of which there is one at a time.</summary>
    private BalanceRow? _remembered;

    /// <summary>Used only by the writer.</summary>
    private readonly WrittenReservations _reservations = new();

    public void Add(LedgerChange change)
    {
        lock (_gate)
        {
            _waiting.Add(change);
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        _ = WriteWaitingAsync();
    }

    public async Task<BalanceRow> ReadBalanceAsync(CancellationToken cancellationToken) =>
        await table.FindAsync<BalanceRow>(account, BalanceRow.Row, cancellationToken)
        ?? new BalanceRow { PartitionKey = account, Tokens = options.Value.Tokens };

    private async Task WriteWaitingAsync()
    {
        while (TakeWaiting() is { Count: > 0 } changes)
        {
            try
            {
                await WriteAsync(changes);
                changes.ForEach(change => change.Complete());
            }
            catch (Exception exception)
            {
                // Callers that wait for a change learn why it was not made.
                changes.ForEach(change => change.Fail(exception));
            }
        }
    }

    /// <summary>Takes the oldest changes, but only one per job, since a transaction may not touch a row twice.</summary>
    private List<LedgerChange> TakeWaiting()
    {
        lock (_gate)
        {
            var taken = _waiting.DistinctBy(change => (object?)change.Job ?? change).Take(MaxChanges).ToList();
            _waiting.RemoveAll(taken.Contains);
            _isWriting = taken.Count > 0;
            return taken;
        }
    }

    /// <summary>Retries while other processes win the race for the rows.</summary>
    private async Task WriteAsync(List<LedgerChange> changes)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (balance, actions) = await PlanAsync(changes, readAll: attempt > 1);
            try
            {
                var written = await table.WriteAsync(client => client.SubmitTransactionAsync(actions), CancellationToken.None);
                balance.ETag = written.Value[0].Headers.ETag ?? default;
                _remembered = balance.ETag == default ? null : balance;
                _reservations.Keep(actions, written.Value);
                return;
            }
            catch (RequestFailedException exception) when (IsConflict(exception) && attempt < Attempts)
            {
                // The rows are read again; only a writer that loses again backs off.
                await Task.Delay(TimeSpan.FromMilliseconds(attempt == 1 ? 0 : chance.Next(1, 5 * attempt)), time);
            }
        }
    }

    /// <summary>The cached row is dropped on first use, since the changes are applied to it and may then fail.</summary>
    private async Task<(BalanceRow Balance, List<TableTransactionAction> Actions)> PlanAsync(List<LedgerChange> changes, bool readAll)
    {
        var reading = _remembered is { } known ? Task.FromResult(known) : ReadBalanceAsync(CancellationToken.None);
        _remembered = null;
        var rows = await Task.WhenAll(changes.Select(change => FindRowAsync(change, readAll)));
        var balance = await reading;
        var now = time.GetUtcNow();
        var ofJobs = changes.Zip(rows, (change, row) => change.Apply(balance, row, now)).OfType<TableTransactionAction>().ToList();
        return (balance, [ToAction(balance), .. ofJobs]);
    }

    private Task<ReservationRow?> FindRowAsync(LedgerChange change, bool readAll)
    {
        if (change.Job is not { } job || !(readAll || change.NeedsRow))
        {
            return Task.FromResult<ReservationRow?>(null);
        }

        return _reservations.Take(job) is { } known && change.AlwaysActsOnRow && !readAll
            ? Task.FromResult<ReservationRow?>(known)
            : table.FindAsync<ReservationRow>(account, ReservationRow.KeyOf(job), CancellationToken.None);
    }

    private static TableTransactionAction ToAction(BalanceRow balance) => balance.ETag == default
        ? new TableTransactionAction(TableTransactionActionType.Add, balance)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, balance, balance.ETag);

    /// <summary>Whether a row was changed, added or deleted since it was read.</summary>
    private static bool IsConflict(RequestFailedException exception) =>
        exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed;
}
