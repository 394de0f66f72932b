using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Makes one attempt to deliver a message.</summary>
public sealed class AttemptDeliveryActivity(DeliveryAttempts attempts)
{
    [Function(WebhookFunctionNames.AttemptDelivery)]
    public Task<AttemptResult> RunAsync(
        [ActivityTrigger] AttemptInput input, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        attempts.MakeAsync(input, durable, cancellationToken);
}

/// <param name="Message">The message, in case its body is not written yet; null if it is stored.</param>
/// <param name="Dialect">Name of the dialect; null for our own.</param>
/// <param name="Failed">Number of earlier attempts, all failed.</param>
/// <param name="After">The orchestration that must end before the attempt; null for none.</param>
public sealed record AttemptInput(DeliveryKey Key, WebhookMessage? Message, string? Dialect, DeliveryPlan Plan, int Failed, string? After = null);

/// <param name="Wait">How long to wait before the next attempt: the receiver's Retry-After, or why this one was postponed; null for neither.</param>
/// <param name="Spread">Random, 0–1: jitter, so that deliveries that failed together are not retried together.</param>
public sealed record AttemptResult(AttemptKind Kind, TimeSpan? Wait, double Spread);

/// <summary>The outcome of an attempt. The numbers are stored.</summary>
public enum AttemptKind
{
    Delivered = 0,

    Failed = 1,

    /// <summary>Nothing was sent: the attempt must be repeated later.</summary>
    Postponed = 2,

    /// <summary>The receiver no longer exists, is disabled, or wants no more messages.</summary>
    GivenUp = 3,
}
