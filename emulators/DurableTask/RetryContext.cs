namespace Microsoft.DurableTask;

/// <summary>What a retry handler knows of the call.</summary>
/// <param name="OrchestrationContext">For a timer before the next attempt, for one: without it the next follows at once.</param>
/// <param name="LastAttemptNumber">From 1.</param>
/// <param name="LastFailure">Of that attempt.</param>
/// <param name="TotalRetryTime">Since the first attempt, in the orchestrator's time.</param>
/// <param name="CancellationToken">Never canceled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
