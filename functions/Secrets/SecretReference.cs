using SegFunctions.Jobs;

namespace SegFunctions.Secrets;

/// <summary>Where a secret is stored: requests, orchestrations and logs hold this instead of the secret.</summary>
/// <param name="Account">The secret's owner.</param>
/// <param name="Name">Unique within the account.</param>
public sealed record SecretReference(string Account, string Name)
{
    /// <summary>A secret that belongs to a job and is deleted with it.</summary>
    public static SecretReference OfJob(string account, JobId job) => new(account, job.ToString());
}
