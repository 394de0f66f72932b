using System.Globalization;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Adds tokens for one item to what is reserved for its job, once, if the account has that many left.</summary>
/// <param name="job">An open job.</param>
/// <param name="item">Index of the item in its job.</param>
/// <param name="tokens">0 or more.</param>
internal sealed class SetAsideChange(JobId job, int item, long tokens) : LedgerChange<TokensSetAside>(job)
{
    private TokensSetAside _outcome = new(false, tokens, null);

    public override bool NeedsRow => true;

    protected override TokensSetAside Outcome => _outcome;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        var isDone = row is not null && ItemsWithTokens.Contains(row.Items, item);
        var isNew = row is not null && !isDone && !(balance.Tokens < tokens);
        if (isNew)
        {
            balance.Tokens -= tokens;
            row!.Tokens += tokens;
            row.Items = ItemsWithTokens.Add(row.Items, item);
        }

        _outcome = new TokensSetAside(isDone || isNew, tokens, balance.Tokens);
        return isNew ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row!.ETag) : null;
    }
}

/// <summary>The ledger's answer for an item whose price is known only now.</summary>
/// <param name="IsDone">Whether the tokens are set aside; otherwise nothing has changed.</param>
/// <param name="Requested">Tokens that the item needs besides those reserved with its job.</param>
/// <param name="Remaining">Tokens that the account has left; null without a balance.</param>
public sealed record TokensSetAside(bool IsDone, long Requested, long? Remaining);

/// <summary>The items of a job that tokens were set aside for, as text: <c>0 4 17</c>.</summary>
internal static class ItemsWithTokens
{
    public static bool Contains(string text, int item) => text.Split(' ').Contains(ToText(item), StringComparer.Ordinal);

    public static string Add(string text, int item) => text.Length == 0 ? ToText(item) : $"{text} {ToText(item)}";

    private static string ToText(int item) => item.ToString(CultureInfo.InvariantCulture);
}
