using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Uses some of a job's tokens and releases the rest.</summary>
internal sealed class SettleChange(JobId job, long used) : LedgerChange<bool>(job)
{
    private bool _settled;

    public override bool NeedsRow => true;

    protected override bool Outcome => _settled;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        _settled = row is not null;
        if (row is null)
        {
            return null;
        }

        balance.Tokens += row.Tokens - used;
        balance.OpenJobs--;
        balance.Used += used;
        balance.Usage = HourlyUsage.Add(balance.Usage, now, used);
        return new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag);
    }
}
