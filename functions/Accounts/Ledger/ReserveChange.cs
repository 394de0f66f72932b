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
