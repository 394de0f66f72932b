namespace Microsoft.DurableTask;

/// <summary>Decides after each failure whether the call is made again. Part of the orchestrator's code, and under its rules.</summary>
/// <returns>False: the failure is the call's.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <inheritdoc cref="RetryHandler"/>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
