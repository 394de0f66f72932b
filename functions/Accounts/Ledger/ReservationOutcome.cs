namespace SegFunctions.Accounts.Ledger;

public enum ReservationOutcome
{
    /// <summary>The tokens are reserved until the job is settled.</summary>
    Reserved,

    /// <summary>The account already has a job with this id.</summary>
    JobIdTaken,

    /// <summary>Fewer tokens are left than the job needs.</summary>
    TokensSpent,

    /// <summary>The account has the maximum number of open jobs.</summary>
    OpenJobsLimitReached,
}
