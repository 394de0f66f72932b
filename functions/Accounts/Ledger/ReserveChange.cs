using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Reserves a job's tokens, if the account's limits allow it.</summary>
/// <param name="maxOpenJobs">0 for no limit.</param>
internal sealed class ReserveChange(string account, JobId job, long tokens, int maxOpenJobs) : LedgerChange<Reservation>(job)
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
            : maxOpenJobs > 0 && balance.OpenJobs >= maxOpenJobs ? ReservationOutcome.OpenJobsLimitReached
            : ReservationOutcome.Reserved;
        var isNew = row is null && outcome == ReservationOutcome.Reserved;
        if (isNew)
        {
            balance.Tokens -= tokens;
            balance.OpenJobs++;
        }

        _reservation = new Reservation(outcome, tokens, balance.Tokens);
        return !isNew ? null : new TableTransactionAction(
            TableTransactionActionType.Add,
            new ReservationRow { PartitionKey = account, RowKey = ReservationRow.KeyOf(Job!.Value), Tokens = tokens, Claim = _claim });
    }
}

/// <summary>The ledger's answer for a job that an account wants to start.</summary>
/// <param name="Outcome">Nothing is stored unless it is <see cref="ReservationOutcome.Reserved"/>.</param>
/// <param name="Requested">Tokens that the job needs.</param>
/// <param name="Remaining">Tokens that the account has left; null without a balance.</param>
/// <param name="OpenJob">One of the account's open jobs; set with <see cref="ReservationOutcome.OpenJobsLimitReached"/>.</param>
public sealed record Reservation(ReservationOutcome Outcome, long Requested, long? Remaining, JobId? OpenJob = null);
