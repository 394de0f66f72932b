using System.Globalization;
using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Apis;

/// <summary>Errors for jobs that an account's ledger did not allow.</summary>
internal static class ReservationErrors
{
    private static readonly TimeSpan OpenJobsPause = TimeSpan.FromSeconds(5);

    /// <param name="reservation">A refused reservation.</param>
    public static ApiError ToApiError(Reservation reservation) => reservation.Outcome switch
    {
        ReservationOutcome.TokensSpent => new(
            ApiErrorCode.TokensSpent,
            string.Create(CultureInfo.InvariantCulture, $"The job needs {reservation.Requested} tokens, and the account has {reservation.Remaining} left."))
        {
            RemainingTokens = reservation.Remaining,
            RequestedTokens = reservation.Requested,
        },
        ReservationOutcome.OpenJobsLimitReached => new(
            ApiErrorCode.OpenJobsLimitReached, "The account has reached its maximum number of open jobs. Wait until one of them has ended.")
        {
            ActiveJobId = reservation.OpenJob?.ToString(),
            RetryAfter = OpenJobsPause,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(reservation)),
    };
}
