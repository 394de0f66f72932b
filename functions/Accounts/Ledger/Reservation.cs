using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>The ledger's answer for a job that an account wants to start.</summary>
/// <param name="Outcome">Nothing is stored unless it is <see cref="ReservationOutcome.Reserved"/>.</param>
/// <param name="Requested">Tokens that the job needs.</param>
/// <param name="Remaining">Tokens that the account has left; null without a balance.</param>
/// <param name="OpenJob">One of the account's open jobs; set with <see cref="ReservationOutcome.OpenJobsLimitReached"/>.</param>
public sealed record Reservation(ReservationOutcome Outcome, long Requested, long? Remaining, JobId? OpenJob = null);
