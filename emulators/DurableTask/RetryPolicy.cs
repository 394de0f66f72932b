namespace Microsoft.DurableTask;

/// <summary>Attempts at growing intervals: the n-th wait is the first interval times the coefficient to the power of n - 1, up to a maximum.</summary>
public class RetryPolicy
{
    /// <exception cref="ArgumentOutOfRangeException">No attempt, an interval that is not positive, a coefficient below 1, or a limit below the first interval.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = Limit(maxRetryInterval, TimeSpan.FromHours(1), firstRetryInterval, nameof(maxRetryInterval));
        RetryTimeout = Limit(retryTimeout, Timeout.InfiniteTimeSpan, firstRetryInterval, nameof(retryTimeout));
    }

    /// <summary>The first one included.</summary>
    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Default 1: every wait is the first interval.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Default one hour; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>Counted from the first attempt; default <see cref="Timeout.InfiniteTimeSpan"/>, no limit.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Asked after each failure whether another attempt makes sense; default yes. Attempts and timeout go before it.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => ShouldRetry = value;
    }

    internal Func<TaskFailureDetails, bool> ShouldRetry { get; private init; } = static _ => true;

    private static TimeSpan Limit(TimeSpan? given, TimeSpan otherwise, TimeSpan least, string name)
    {
        if (given is { } limit && limit != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, least, name);
        }

        return given ?? otherwise;
    }
}
