using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Lets a staged job start, if few enough of the account's jobs are running. One that has started, or ended, stays as it is.</summary>
/// <param name="maxRunning">At least 1.</param>
internal sealed class TakeTurnChange(JobId job, int maxRunning) : LedgerChange<Turn>(job)
{
    private Turn _turn;

    public override bool NeedsRow => true;

    protected override Turn Outcome => _turn;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        var isStaged = row is { IsStaged: true };
        var starts = isStaged && balance.OpenJobs - balance.StagedJobs < maxRunning;
        if (starts)
        {
            row!.IsStaged = false;
            balance.StagedJobs--;
        }

        _turn = new Turn(!isStaged || starts, balance.StagedJobs > 0 && balance.OpenJobs - balance.StagedJobs < maxRunning);
        return starts ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row!.ETag) : null;
    }
}

/// <summary>The ledger's answer for a staged job.</summary>
/// <param name="IsTaken">Whether the job starts; otherwise it stays staged.</param>
/// <param name="LeavesRoom">Whether another of the account's staged jobs may start too.</param>
public readonly record struct Turn(bool IsTaken, bool LeavesRoom);
