using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>
/// Starts an orchestration for each receiver of a message. They are nobody's children, since an orchestration does not end before its children have: a receiver
/// that does not answer would hold up the job.
/// </summary>
public sealed class StartDeliveriesActivity(DeliveryRemoval removal)
{
    [Function(WebhookFunctionNames.StartDeliveries)]
    public async Task RunAsync(
        [ActivityTrigger] StartDeliveriesInput input, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        foreach (var subscription in input.Subscriptions)
        {
            var (message, key) = (input.Message, DeliveryKey.Of(input.Message, subscription.Receiver));
            await StartAsync(
                durable, new DeliveryInput(key, message, subscription.Dialect, subscription.Plan, input.NotBefore, input.After), cancellationToken);
        }

        await removal.TryTakeBackAsync(durable, input.Message.Account, JobId.Parse(input.Message.JobId), cancellationToken);
    }

    private static async Task StartAsync(DurableTaskClient durable, DeliveryInput input, CancellationToken cancellationToken)
    {
        var id = input.Key.InstanceIdOf(0);
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                WebhookFunctionNames.DeliverWebhook, input, new StartOrchestrationOptions(id), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses a taken id with a type of its own, and an answer may have been lost; so the instance is asked for.
            if (await durable.GetInstanceAsync(id, false, cancellationToken) is null)
            {
                throw;
            }
        }
    }
}

/// <param name="Subscriptions">The subscriptions that it is delivered to.</param>
/// <param name="NotBefore">When it is due; null for at once.</param>
/// <param name="After">The orchestration that has to have ended first, so that whoever hears of its end finds it ended; null for none.</param>
public sealed record StartDeliveriesInput(WebhookMessage Message, IReadOnlyList<Subscription> Subscriptions, DateTimeOffset? NotBefore, string? After);

/// <summary>Sends a message on its way, as an orchestration's typed call.</summary>
public static class DeliveryStart
{
    /// <summary>An outage of storage or of the orchestrations' backend for some minutes loses no message.</summary>
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(60)));

    /// <summary>Returns when the deliveries are under way, whatever becomes of them.</summary>
    /// <param name="context">Context of the orchestration that the message is about.</param>
    /// <param name="message">What happened.</param>
    /// <param name="subscriptions">The job's subscriptions.</param>
    /// <param name="notBefore">When it is due; null for at once.</param>
    /// <param name="isLast">Whether the orchestration ends with it, which the receivers are to find ended.</param>
    public static async Task TellAsync(
        this TaskOrchestrationContext context, WebhookMessage message, IEnumerable<Subscription> subscriptions, DateTimeOffset? notBefore = null, bool isLast = false)
    {
        Subscription[] hearing = [.. subscriptions.Where(subscription => subscription.Events.HasFlag(message.Event))];
        if (hearing.Length == 0)
        {
            return;
        }

        try
        {
            await context.CallActivityAsync(
                WebhookFunctionNames.StartDeliveries, new StartDeliveriesInput(message, hearing, notBefore, isLast ? context.InstanceId : null), Retry);
        }
        catch (TaskFailedException)
        {
            // What a message is about does not fail with it.
        }
    }
}
