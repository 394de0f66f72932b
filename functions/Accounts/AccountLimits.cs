using Microsoft.Extensions.Options;

namespace SegFunctions.Accounts;

/// <summary>A key's own limits, with the accounts' defaults as a fallback, and what a picture costs.</summary>
public sealed class AccountLimits(IOptions<AccountOptions> options)
{
    /// <returns>0 for no limit.</returns>
    public int MaxOpenJobs(ApiKey key) => key.MaxOpenJobs ?? options.Value.MaxOpenJobs;

    /// <returns>0 for no limit.</returns>
    public int RequestsPerMinute(ApiKey key) => key.RequestsPerMinute ?? options.Value.RequestsPerMinute;

    public JobAllowance Jobs(ApiKey key) => new(MaxOpenJobs(key), key.MaxRunning ?? options.Value.MaxRunning);

    /// <param name="api">Name of the API's folder.</param>
    /// <returns>Tokens per picture.</returns>
    public int PriceOf(string api) => options.Value.Prices.TryGetValue(api, out var price) ? price : 1;
}

/// <summary>How many jobs an account may have at the same time; 0 for no limit.</summary>
/// <param name="MaxOpen">Open jobs; further ones are refused.</param>
/// <param name="MaxRunning">Running jobs; further ones are staged: accepted, and started once others have ended.</param>
public readonly record struct JobAllowance(int MaxOpen, int MaxRunning);
