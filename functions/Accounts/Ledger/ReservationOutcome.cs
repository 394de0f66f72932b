namespace SegFunctions.Accounts.Ledger;

public enum ReservationOutcome
{
    /// <summary>The tokens are set aside until the job is settled.</summary>
    Reserved,

    /// <summary>The account has a job of this id.</summary>
    JobIdTaken,

    /// <summary>Fewer tokens are left than the job needs.</summary>
    TokensSpent,

    /// <summary>As many jobs are open as may be.</summary>
    OpenJobsLimitReached,
}
