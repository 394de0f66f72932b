using System.Globalization;
using System.Threading.RateLimiting;

namespace SegFunctions.Accounts;

/// <summary>Rate-limits requests with token buckets that hold a minute's worth: one per account, and one per key with its own limit.</summary>
public sealed class RequestRates : IDisposable
{
    private const double SecondsPerMinute = 60;

    private readonly AccountLimits _limits;
    private readonly PartitionedRateLimiter<ApiKey> _limiter;

    public RequestRates(AccountLimits limits)
    {
        _limits = limits;
        _limiter = PartitionedRateLimiter.Create<ApiKey, string>(PartitionOf, StringComparer.Ordinal);
    }

    /// <returns>Null if the request may proceed; otherwise when to retry.</returns>
    public TimeSpan? TryTake(ApiKey key)
    {
        using var lease = _limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause
            : TimeSpan.FromSeconds(1);
    }

    /// <returns>What is currently left of the limit; null if there is no limit.</returns>
    public RequestAllowance? Find(ApiKey key)
    {
        var limit = _limits.RequestsPerMinute(key);
        if (limit == 0 || _limiter.GetStatistics(key) is not { CurrentAvailablePermits: var left })
        {
            return null;
        }

        return new RequestAllowance(limit, left, TimeSpan.FromSeconds(SecondsPerMinute * (limit - left) / limit));
    }

    public void Dispose() => _limiter.Dispose();

    private RateLimitPartition<string> PartitionOf(ApiKey key)
    {
        var limit = _limits.RequestsPerMinute(key);
        var name = key.RequestsPerMinute is null ? key.Account : string.Create(CultureInfo.InvariantCulture, $"{key.Id}:{limit}");
        return limit == 0 ? RateLimitPartition.GetNoLimiter(name) : RateLimitPartition.GetTokenBucketLimiter(name, _ => Bucket(limit));
    }

    /// <summary>Refilled once a second, or by one request at a time if a second's worth is less than one.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var perPeriod = Math.Max(1, (int)(perMinute / SecondsPerMinute));
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perPeriod,
            ReplenishmentPeriod = TimeSpan.FromSeconds(SecondsPerMinute * perPeriod / perMinute),
            QueueLimit = 0,
        };
    }
}

/// <summary>How many requests a key may send.</summary>
/// <param name="Limit">Requests per minute.</param>
/// <param name="Left">Requests that may be sent right now.</param>
/// <param name="WholeIn">Time until the whole limit is available again, if no request is sent.</param>
public readonly record struct RequestAllowance(int Limit, long Left, TimeSpan WholeIn);
