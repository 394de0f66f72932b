using Microsoft.Extensions.Options;

namespace SegFunctions.Accounts;

/// <summary>A key's own limits, with the accounts' defaults as a fallback.</summary>
public sealed class AccountLimits(IOptions<AccountOptions> options)
{
    /// <returns>0 for no limit.</returns>
    public int MaxOpenJobs(ApiKey key) => key.MaxOpenJobs ?? options.Value.MaxOpenJobs;

    /// <returns>0 for no limit.</returns>
    public int RequestsPerMinute(ApiKey key) => key.RequestsPerMinute ?? options.Value.RequestsPerMinute;
}
