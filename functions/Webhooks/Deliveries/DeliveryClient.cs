using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Starts deliveries that no job has started: tests and replays.</summary>
public sealed class DeliveryClient(DeliveryTable table, DeliveryRemoval removal, Receivers receivers, WebhookDialects dialects, TimeProvider time, Random chance)
{
    private const int DrawLimit = 8;
    private const int WriteLimit = 8;

    /// <summary>Sends a message without content, with at most three attempts.</summary>
    public async Task<DeliveryKey> TestAsync(DurableTaskClient durable, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var draw = 0; draw < DrawLimit; draw++)
        {
            var key = new DeliveryKey(endpoint.Account, JobId.At(now, chance.Next()).ToString(), 0, endpoint.Id);
            var message = new WebhookMessage(key.Account, key.JobId, WebhookEvents.Test, key.Sequence, WebhookMessage.ToSecond(now), JobStatus.Queued, 1);
            // Stored first, so that the owner can query it as soon as its id is returned.
            var body = await dialects.Get(null).WriteAsync(message, endpoint.Receiver, durable, cancellationToken);
            var delivery = new Delivery(key, message.Event, null, DeliveryPlan.ThreeTries, DeliveryState.Pending, now, body, []);
            if (await table.TryAddAsync(delivery, cancellationToken))
            {
                await StartAsync(durable, new DeliveryInput(key, null, delivery.Dialect, delivery.Plan), 0, cancellationToken);
                return key;
            }
        }

        throw new InvalidOperationException($"{DrawLimit} ids drawn in a row were taken.");
    }

    /// <summary>Sends the same bytes again, restarting the delivery's retry plan.</summary>
    /// <returns>False if there is no receiver any more, since it was deleted or disabled, or the delivery or its job was deleted.</returns>
    public async Task<bool> TryReplayAsync(DurableTaskClient durable, DeliveryKey key, CancellationToken cancellationToken)
    {
        if (await receivers.FindAsync(key, cancellationToken) is null)
        {
            return false;
        }

        for (var attempt = 1; attempt <= WriteLimit; attempt++)
        {
            if (await table.FindAsync(key, cancellationToken) is not { } stored)
            {
                return false;
            }

            var replayed = stored.Delivery with { State = DeliveryState.Pending, Replays = stored.Delivery.Replays + 1 };
            if (await table.TryUpdateAsync(replayed, stored.Read, cancellationToken))
            {
                var input = new DeliveryInput(key, null, replayed.Dialect, replayed.Plan);
                await StartAsync(durable, input, replayed.Replays, cancellationToken);
                return key.Sequence == 0 || !await removal.TryTakeBackAsync(durable, key.Account, JobId.Parse(key.JobId), cancellationToken);
            }
        }

        throw new InvalidOperationException($"{key.Id} was changed {WriteLimit} times in a row.");
    }

    private static Task<string> StartAsync(DurableTaskClient durable, DeliveryInput input, int replay, CancellationToken cancellationToken) =>
        durable.ScheduleNewOrchestrationInstanceAsync(
            WebhookFunctionNames.DeliverWebhook,
            input,
            new StartOrchestrationOptions(input.Key.InstanceIdOf(replay)),
            cancellationToken);
}
