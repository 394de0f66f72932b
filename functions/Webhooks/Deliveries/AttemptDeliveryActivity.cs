using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Sends a message once.</summary>
public sealed class AttemptDeliveryActivity(DeliveryAttempts attempts)
{
    [Function(WebhookFunctionNames.AttemptDelivery)]
    public Task<AttemptResult> RunAsync(
        [ActivityTrigger] AttemptInput input, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        attempts.MakeAsync(input, durable, cancellationToken);
}

/// <param name="Message">What is told, should it not be written yet; null for what was.</param>
/// <param name="Dialect">In which it is told; null for our own.</param>
/// <param name="Failed">Attempts that have failed before.</param>
/// <param name="After">The orchestration that has to have ended first; null for none.</param>
public sealed record AttemptInput(DeliveryKey Key, WebhookMessage? Message, string? Dialect, DeliveryPlan Plan, int Failed, string? After = null);

/// <param name="Wait">How long the receiver wants to be left alone; null if it did not say.</param>
/// <param name="Spread">Drawn between 0 and 1, so that deliveries that failed together are not tried together again.</param>
public sealed record AttemptResult(AttemptKind Kind, TimeSpan? Wait, double Spread);

/// <summary>What came of an attempt. The numbers are stored.</summary>
public enum AttemptKind
{
    Delivered = 0,

    Failed = 1,

    /// <summary>Nothing was sent: the endpoint is to be left alone for a while.</summary>
    Postponed = 2,

    /// <summary>Nobody is to be told any more.</summary>
    GivenUp = 3,
}
