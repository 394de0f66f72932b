namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>Repeats a call as its policy says or its handler decides. The waits are durable timers and the attempts calls of their own, so a replay repeats them.</summary>
internal static class Retry
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var firstAttemptAt = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (
                number < policy.MaxNumberOfAttempts
                && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - firstAttemptAt < policy.RetryTimeout)
                && policy.ShouldRetry(failure.FailureDetails))
            {
                await context.CreateTimer(DelayAfter(number, policy), CancellationToken.None);
            }
        }
    }

    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var firstAttemptAt = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure)
            {
                var elapsed = context.CurrentUtcDateTime - firstAttemptAt;
                if (!await handler(new RetryContext(context, number, failure.FailureDetails, elapsed, CancellationToken.None)))
                {
                    throw;
                }
            }
        }
    }

    private static TimeSpan DelayAfter(int attempt, RetryPolicy policy)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }
}
