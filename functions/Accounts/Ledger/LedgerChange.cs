using System.Globalization;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>A change to an account, applied together with others in one transaction.</summary>
/// <param name="job">The job whose reservation it changes; null for none.</param>
internal abstract class LedgerChange(JobId? job)
{
    public JobId? Job { get; } = job;

    /// <summary>Whether the job's row must be read before the first attempt, and not only after a conflict.</summary>
    public abstract bool NeedsRow { get; }

    /// <summary>
    /// Whether it returns an action on the job's row whenever that exists. Then the first attempt may use a stale row, which the table refuses; any other
    /// change might conclude from the stale row that there is nothing to write.
    /// </summary>
    public virtual bool AlwaysActsOnRow => false;

    /// <summary>Applies the change to the account's row. May be called again, with rows read again, if the transaction failed.</summary>
    /// <param name="balance">The account's row, with the preceding changes applied.</param>
    /// <param name="row">The job's row; null if there is none.</param>
    /// <param name="now">Time of the change.</param>
    /// <returns>The action on the job's row; null for none.</returns>
    public abstract TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now);

    /// <summary>Called once the transaction is committed.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc cref="LedgerChange"/>
/// <typeparam name="T">The change's result.</typeparam>
internal abstract class LedgerChange<T>(JobId? job) : LedgerChange(job)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    /// <summary>The result of the last <see cref="LedgerChange.Apply"/>.</summary>
    protected abstract T Outcome { get; }

    public override void Complete() => _done.TrySetResult(Outcome);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

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
