using Microsoft.Extensions.Options;

namespace SegFunctions.Accounts;

/// <summary>A key's own limits, with the accounts' defaults as a fallback, and what a picture costs.</summary>
public sealed class AccountLimits(IOptions<AccountOptions> options)
{
    /// <returns>0 for no limit.</returns>
    public int MaxOpenJobs(ApiKey key) => key.MaxOpenJobs ?? options.Value.MaxOpenJobs;

    /// <returns>0 for no limit.</returns>
    public int RequestsPerMinute(ApiKey key) => key.RequestsPerMinute ?? options.Value.RequestsPerMinute;

    /// <param name="api">Its folder's name.</param>
    /// <returns>Tokens per picture.</returns>
    public int PriceOf(string api) => options.Value.Prices.TryGetValue(api, out var price) ? price : 1;
}
