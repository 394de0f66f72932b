using Azure;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Makes delivery attempts. An attempt may be repeated if it could not be recorded.</summary>
public sealed class DeliveryAttempts(
    Receivers receivers,
    DeliveryTable table,
    WebhookDialects dialects,
    WebhookSender sender,
    SendingSlots slots,
    EndpointHealth health,
    JobPresence jobs,
    TimeProvider time,
    Random chance,
    ILogger<DeliveryAttempts> logger)
{
    /// <summary>Jitter, so that deliveries that wait for one endpoint do not resume all at once.</summary>
    private static readonly TimeSpan Scatter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TurnScatter = TimeSpan.FromMilliseconds(500);

    /// <summary>How often to check whether an orchestration has ended. One that has sent its last message ends with its next step, which rarely takes longer than these checks.</summary>
    private const int EndLooks = 10;

    private static readonly TimeSpan EndLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    public async Task<AttemptResult> MakeAsync(AttemptInput input, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var key = input.Key;
        if (input.After is { } first && !await HasEndedAsync(first, durable, cancellationToken))
        {
            return new AttemptResult(AttemptKind.Postponed, EndPatience, 0);
        }

        if (await receivers.FindAsync(key, cancellationToken) is not { } to)
        {
            return await GiveUpAsync(key, cancellationToken);
        }

        if (to.Endpoint?.PausedUntil is { } until && until > time.GetUtcNow())
        {
            return new AttemptResult(AttemptKind.Postponed, until - time.GetUtcNow() + (Scatter * chance.NextDouble()), 0);
        }

        var lane = $"{key.Account} {new Uri(to.Receiver.Url).Authority}";
        if (slots.TryEnter(lane) is { } wait)
        {
            return new AttemptResult(AttemptKind.Postponed, wait + (TurnScatter * chance.NextDouble()), 0);
        }

        var began = time.GetTimestamp();
        try
        {
            var result = await MakeAsync(input, to, durable, cancellationToken);
            await TakeBackOfGoneAsync(key, durable, cancellationToken);
            return result;
        }
        finally
        {
            slots.Leave(lane, time.GetElapsedTime(began));
        }
    }

    /// <returns>True also for an orchestration that is no longer stored.</returns>
    private async Task<bool> HasEndedAsync(string instance, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        for (var look = 0; look < EndLooks; look++)
        {
            if (await durable.GetInstanceAsync(instance, false, cancellationToken) is null or { IsCompleted: true })
            {
                return true;
            }

            await Task.Delay(EndLook, time, cancellationToken);
        }

        return false;
    }

    private async Task<AttemptResult> MakeAsync(AttemptInput input, Addressee to, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // At the first attempt there is rarely a stored delivery; if there is one, adding the new one fails and reveals it.
        var stored = input.Failed == 0 && input.Message is not null ? null : await table.FindAsync(input.Key, cancellationToken);
        if (stored?.Delivery.State == DeliveryState.Delivered)
        {
            return new AttemptResult(AttemptKind.Delivered, null, 0);
        }

        var delivery = stored?.Delivery;
        if (delivery is null && input.Message is { } message)
        {
            var dialect = dialects.Get(input.Dialect);
            var body = await dialect.WriteAsync(message, to.Receiver, durable, cancellationToken);
            delivery = new Delivery(input.Key, message.Event, input.Dialect, input.Plan, DeliveryState.Pending, time.GetUtcNow(), body, []);
            stored = dialect.IsRepeatable ? null : await table.GetOrAddAsync(delivery, cancellationToken);
            delivery = stored?.Delivery ?? delivery;
        }

        return delivery is null
            ? new AttemptResult(AttemptKind.GivenUp, null, 0)
            : await SendAsync(input, to, delivery, stored?.Read, cancellationToken);
    }

    /// <param name="read">Null for a delivery that is not stored yet.</param>
    private async Task<AttemptResult> SendAsync(AttemptInput input, Addressee to, Delivery delivery, ETag? read, CancellationToken cancellationToken)
    {
        var id = input.Key.Id;
        var (attempt, retryAfter) = await sender.SendAsync(delivery, to.Receiver, dialects.Get(delivery.Dialect), cancellationToken);
        var isGone = input.Plan.HeedsAnswers() && attempt.Status == StatusCodes.Status410Gone;
        var state = attempt.IsConfirmed ? DeliveryState.Delivered : isGone || input.Plan.IsLast(input.Failed) ? DeliveryState.Failed : DeliveryState.Pending;
        await NoteAsync(delivery, read, attempt, state, cancellationToken);
        logger.WebhookAttempted(id, attempt.Status, attempt.Fault, attempt.Milliseconds);
        if (to.Endpoint is { } endpoint)
        {
            await health.NoteAsync(endpoint, attempt.Status, attempt.IsConfirmed, retryAfter, cancellationToken);
        }
        else if (isGone)
        {
            await receivers.RemoveOwnAsync(input.Key, cancellationToken);
        }

        var kind = attempt.IsConfirmed ? AttemptKind.Delivered : isGone ? AttemptKind.GivenUp : AttemptKind.Failed;
        return new AttemptResult(kind, input.Plan.HeedsAnswers() ? retryAfter : null, chance.NextDouble());
    }

    /// <summary>Records the attempt. A concurrent one may have been recorded meanwhile: both are kept, and a success is not overwritten.</summary>
    private async Task NoteAsync(Delivery delivery, ETag? read, DeliveryAttempt attempt, DeliveryState state, CancellationToken cancellationToken)
    {
        if (read is null && await table.TryAddAsync(delivery.With(attempt, state), cancellationToken))
        {
            return;
        }

        var current = read is { } tag ? new StoredDelivery(delivery, tag) : await table.FindAsync(delivery.Key, cancellationToken);
        while (current is { Delivery: var known }
            && !await table.TryUpdateAsync(
                known.With(attempt, known.State == DeliveryState.Delivered ? DeliveryState.Delivered : state), current.Read, cancellationToken))
        {
            current = await table.FindAsync(delivery.Key, cancellationToken);
        }
    }

    /// <summary>Deletes the record if its job was deleted meanwhile. Test messages have no job.</summary>
    private async Task TakeBackOfGoneAsync(DeliveryKey key, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (key.Sequence > 0 && await jobs.IsGoneAsync(durable, key.Account, JobId.Parse(key.JobId), cancellationToken))
        {
            await table.RemoveAsync(key, cancellationToken);
        }
    }

    private async Task<AttemptResult> GiveUpAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(key, cancellationToken) is { Delivery.State: DeliveryState.Pending } stored)
        {
            await table.TryUpdateAsync(stored.Delivery with { State = DeliveryState.Failed }, stored.Read, cancellationToken);
        }

        return new AttemptResult(AttemptKind.GivenUp, null, 0);
    }
}
