using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Uses some of a job's tokens and releases the rest.</summary>
internal sealed class SettleChange(JobId job, long used) : LedgerChange<Settlement>(job)
{
    private Settlement _settlement;

    public override bool NeedsRow => true;

    public override bool AlwaysActsOnRow => true;

    protected override Settlement Outcome => _settlement;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        if (row is null)
        {
            _settlement = new Settlement(WasOpen: false, balance.StagedJobs > 0);
            return null;
        }

        balance.Tokens += row.Tokens - used;
        balance.OpenJobs--;
        balance.StagedJobs -= row.IsStaged ? 1 : 0;
        balance.Used += used;
        balance.Usage = HourlyUsage.Add(balance.Usage, now, used);
        _settlement = new Settlement(WasOpen: true, balance.StagedJobs > 0);
        return new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag);
    }
}

/// <summary>The ledger's answer for a job that has ended.</summary>
/// <param name="WasOpen">False if the job has no reservation: it was settled before.</param>
/// <param name="LeavesStaged">Whether any of the account's jobs is staged, whose turn may have come.</param>
public readonly record struct Settlement(bool WasOpen, bool LeavesStaged);
