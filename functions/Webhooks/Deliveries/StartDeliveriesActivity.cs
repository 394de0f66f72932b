using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>
/// Starts an orchestration for each receiver of a message. They are not sub-orchestrations, since an orchestration does not end before those have: a receiver
/// that does not respond would hold up the job.
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
            // Each backend refuses a taken id with an exception type of its own, and a response may have been lost, so the instance is looked up.
            if (await durable.GetInstanceAsync(id, false, cancellationToken) is null)
            {
                throw;
            }
        }
    }
}

/// <param name="Subscriptions">The subscriptions to deliver it to.</param>
/// <param name="NotBefore">When the delivery is due; null for at once.</param>
/// <param name="After">The orchestration that must end first, so that receivers of the message find it ended; null for none.</param>
public sealed record StartDeliveriesInput(WebhookMessage Message, IReadOnlyList<Subscription> Subscriptions, DateTimeOffset? NotBefore, string? After);

/// <summary>Starts the delivery of a message, as a typed call for orchestrators.</summary>
public static class DeliveryStart
{
    /// <summary>Bridges an outage of storage or of the orchestration backend for some minutes, so that no message is lost.</summary>
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(60)));

    /// <summary>Returns once the deliveries are started, whatever their outcome.</summary>
    /// <param name="context">Context of the orchestration that the message is about.</param>
    /// <param name="message">What happened.</param>
    /// <param name="subscriptions">The job's subscriptions.</param>
    /// <param name="notBefore">When the delivery is due; null for at once.</param>
    /// <param name="isLast">Whether this is the orchestration's last message; then it is sent only after the orchestration has ended.</param>
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
            // The job or archive must not fail because of its message.
        }
    }
}
