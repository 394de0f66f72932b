using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Submission;

/// <summary>The account's ledger did not allow a job; nothing of it is stored.</summary>
/// <param name="reservation">Says why.</param>
public sealed class JobRefusedException(Reservation reservation) : Exception($"The job was refused: {reservation.Outcome}.")
{
    public Reservation Reservation { get; } = reservation;
}
