using SegFunctions.Jobs;

namespace SegFunctions.Secrets;

/// <summary>Where a secret lies: what requests, orchestrations and logs hold in its stead.</summary>
/// <param name="Account">Owner.</param>
/// <param name="Name">Unique within the account.</param>
public sealed record SecretReference(string Account, string Name)
{
    /// <summary>What lies beside a job, and goes with it.</summary>
    public static SecretReference OfJob(string account, JobId job) => new(account, job.ToString());
}
