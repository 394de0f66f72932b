using System.Globalization;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Reserves a job's tokens, if the account's limits allow it.</summary>
/// <remarks>A new job starts only if none is staged: otherwise it would jump the queue.</remarks>
internal sealed class ReserveChange(string account, JobId job, long tokens, JobAllowance allowance) : LedgerChange<Reservation>(job)
{
    private readonly Guid _claim = Guid.NewGuid();
    private Reservation _reservation = new(ReservationOutcome.JobIdTaken, tokens, null);

    /// <summary>A randomly drawn id is hardly ever taken, and if it is, inserting the row fails.</summary>
    public override bool NeedsRow => false;

    protected override Reservation Outcome => _reservation;

    public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
    {
        var outcome = row is not null ? row.Claim == _claim ? ReservationOutcome.Reserved : ReservationOutcome.JobIdTaken
            : balance.Tokens < tokens ? ReservationOutcome.TokensSpent
            : allowance.MaxOpen > 0 && balance.OpenJobs >= allowance.MaxOpen ? ReservationOutcome.OpenJobsLimitReached
            : ReservationOutcome.Reserved;
        var isNew = row is null && outcome == ReservationOutcome.Reserved;
        var isStaged = row?.IsStaged ?? (allowance.MaxRunning > 0 && (balance.StagedJobs > 0 || balance.OpenJobs >= allowance.MaxRunning));
        if (isNew)
        {
            balance.Tokens -= tokens;
            balance.OpenJobs++;
            balance.StagedJobs += isStaged ? 1 : 0;
        }

        _reservation = new Reservation(outcome, tokens, balance.Tokens)
        {
            IsStaged = isStaged,
            Subscriptions = EndpointSubscriptions.Parse(balance.Subscriptions),
        };
        return !isNew ? null : new TableTransactionAction(
            TableTransactionActionType.Add,
            new ReservationRow { PartitionKey = account, RowKey = ReservationRow.KeyOf(Job!.Value), Tokens = tokens, IsStaged = isStaged, Claim = _claim });
    }
}

/// <summary>The ledger's answer for a job that an account wants to start.</summary>
/// <param name="Outcome">Nothing is stored unless it is <see cref="ReservationOutcome.Reserved"/>.</param>
/// <param name="Requested">Tokens that the job needs.</param>
/// <param name="Remaining">Tokens that the account has left; null without a balance.</param>
/// <param name="OpenJob">One of the account's open jobs; set with <see cref="ReservationOutcome.OpenJobsLimitReached"/>.</param>
public sealed record Reservation(ReservationOutcome Outcome, long Requested, long? Remaining, JobId? OpenJob = null)
{
    /// <summary>Whether the job has to wait for its turn, since the maximum number of jobs is running or others wait already.</summary>
    public bool IsStaged { get; init; }

    /// <summary>The subscriptions of the account's endpoints to the job.</summary>
    public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];
}

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
