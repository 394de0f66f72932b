using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Delivers one message to one receiver, with as many attempts as its plan allows. No other orchestration waits for it.</summary>
public static class DeliveryOrchestrator
{
    /// <summary>Bridges an outage of storage for some minutes, which must not count as the receiver's failure.</summary>
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(60)));

    /// <returns>Whether the receiver has confirmed the message.</returns>
    [Function(WebhookFunctionNames.DeliverWebhook)]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<DeliveryInput>() ?? throw new InvalidOperationException("A delivery's orchestration was started without its input.");
        if (input.NotBefore is { } due && due.UtcDateTime > context.CurrentUtcDateTime)
        {
            await context.CreateTimer(due.UtcDateTime, CancellationToken.None);
        }

        for (var failed = input.Failed; failed < input.Plan.Attempts(); failed++)
        {
            var result = await AttemptAsync(context, input, failed);
            if (result.Kind is AttemptKind.Delivered or AttemptKind.GivenUp)
            {
                return result.Kind == AttemptKind.Delivered;
            }

            if (result.Kind == AttemptKind.Postponed)
            {
                // Continuing as new keeps the history short, however often this happens.
                context.ContinueAsNew(input with { NotBefore = context.CurrentUtcDateTime + result.Wait, Failed = failed });
                return false;
            }

            if (!input.Plan.IsLast(failed))
            {
                await context.CreateTimer(input.Plan.PauseAfter(failed, result), CancellationToken.None);
            }
        }

        return false;
    }

    private static async Task<AttemptResult> AttemptAsync(TaskOrchestrationContext context, DeliveryInput input, int failed)
    {
        try
        {
            return await context.CallActivityAsync<AttemptResult>(
                WebhookFunctionNames.AttemptDelivery,
                new AttemptInput(input.Key, input.Message, input.Dialect, input.Plan, failed, input.After),
                Retry);
        }
        catch (TaskFailedException)
        {
            return new AttemptResult(AttemptKind.Failed, null, 0);
        }
    }
}

/// <summary>Input of <see cref="DeliveryOrchestrator"/>.</summary>
/// <param name="Message">Null if the body is already stored and only to be sent again.</param>
/// <param name="Dialect">Name of the dialect; null for our own.</param>
/// <param name="NotBefore">When the next attempt is due; null for at once.</param>
/// <param name="After">The orchestration that must end before the first attempt; null for none.</param>
/// <param name="Failed">Number of earlier attempts, all failed.</param>
public sealed record DeliveryInput(
    DeliveryKey Key, WebhookMessage? Message, string? Dialect, DeliveryPlan Plan, DateTimeOffset? NotBefore = null, string? After = null, int Failed = 0);

/// <summary>Names of the delivery's orchestrator and of its activities. They are part of stored histories: never rename one while instances of it are open.</summary>
public static class WebhookFunctionNames
{
    public const string DeliverWebhook = "DeliverWebhook";
    public const string StartDeliveries = "StartDeliveries";
    public const string AttemptDelivery = "AttemptDelivery";
}
