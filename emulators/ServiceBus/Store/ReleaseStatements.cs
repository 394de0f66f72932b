using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Gives messages back to their queue when a lock ends unsettled, or to the dead-letter queue after the last delivery.</summary>
internal sealed class ReleaseStatements(QueueDatabase database)
{
    private const string Release = """
        UPDATE messages SET
            lock_token = NULL,
            queue = iif(delivery_count < @max, queue, @dead_letter_queue),
            available_at = iif(delivery_count < @max, returns_at, enqueued_at),
            returns_at = iif(delivery_count < @max, returns_at, enqueued_at),
            dead_letter_reason = iif(delivery_count < @max, dead_letter_reason, 'MaxDeliveryCountExceeded'),
            dead_letter_description = iif(delivery_count < @max, dead_letter_description,
                'Message could not be consumed after ' || @max || ' delivery attempts.')
        """;

    private readonly Statement _expired = database.Prepare(
        Release + " WHERE queue = @queue AND lock_token IS NOT NULL AND available_at <= @now",
        "@max", "@dead_letter_queue", "@queue", "@now");

    private readonly Statement _one = database.Prepare(
        Release + " WHERE seq = @seq AND queue = @queue AND lock_token = @lock_token AND available_at > @now",
        "@max", "@dead_letter_queue", "@queue", "@now", "@seq", "@lock_token");

    /// <summary>Ends every lock that has run out.</summary>
    /// <returns>Whether there was one.</returns>
    public bool ReleaseExpired(Entity entity, long now) => _expired.Run(DeliveryLimit(entity), entity.DeadLetterPath, entity.Path, now) > 0;

    /// <returns>False when the lock is no longer held.</returns>
    public bool ReleaseOne(Entity entity, long sequenceNumber, Guid lockToken, long now)
    {
        return _one.Run(DeliveryLimit(entity), entity.DeadLetterPath, entity.Path, now, sequenceNumber, lockToken.ToByteArray()) > 0;
    }

    /// <summary>Deliveries are counted in a dead-letter queue, but not limited.</summary>
    private static int DeliveryLimit(Entity entity) => entity.IsMain ? entity.Queue.MaxDeliveryCount : int.MaxValue;
}
