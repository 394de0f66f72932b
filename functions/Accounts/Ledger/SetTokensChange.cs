using Azure.Data.Tables;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Sets an account's balance, or removes it.</summary>
internal sealed class SetTokensChange(long? tokens) : LedgerChange<long?>(null)
{
    public override bool NeedsRow => false;

    protected override long? Outcome => tokens;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        balance.Tokens = tokens;
        return null;
    }
}
