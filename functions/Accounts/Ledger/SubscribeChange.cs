using System.Globalization;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Sets which events one of the account's endpoints receives for jobs accepted from now on.</summary>
/// <param name="receiver">The endpoint's id.</param>
/// <param name="events">Null to unsubscribe.</param>
internal sealed class SubscribeChange(string receiver, WebhookEvents? events) : LedgerChange<bool>(null)
{
    public override bool NeedsRow => false;

    protected override bool Outcome => true;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        var others = EndpointSubscriptions.Parse(balance.Subscriptions).Where(subscription => subscription.Receiver != receiver);
        balance.Subscriptions = EndpointSubscriptions.Write(events is { } wanted ? others.Append(new Subscription(receiver, wanted)) : others);
        return null;
    }
}

/// <summary>
/// The subscriptions of an account's endpoints, as text: <c>ep_…:8 ep_…:127</c>. They are stored in the account's row because that is read for every job
/// anyway, so that a job of an account without endpoints costs nothing more.
/// </summary>
internal static class EndpointSubscriptions
{
    public static IReadOnlyList<Subscription> Parse(string text) => text.Length == 0 ? [] :
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Select(parts => new Subscription(parts[0], (WebhookEvents)int.Parse(parts[1], CultureInfo.InvariantCulture))),
    ];

    public static string Write(IEnumerable<Subscription> subscriptions) =>
        string.Join(' ', subscriptions.Select(subscription => FormattableString.Invariant($"{subscription.Receiver}:{(int)subscription.Events}")));
}
