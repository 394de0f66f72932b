using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Hands out messages, and shows them. Runs within the group's transaction.</summary>
internal sealed class ClaimStatements(QueueDatabase database, ReleaseStatements release, Action<string> changed, TimeProvider time)
{
    private const string Lock = "UPDATE messages SET lock_token = randomblob(16), available_at = @locked_until, delivery_count = delivery_count + 1";

    private readonly Statement _claim = database.Prepare(
        $"""
        {Lock} WHERE seq IN (
            SELECT seq FROM messages WHERE queue = @queue AND available_at <= @now ORDER BY available_at, seq LIMIT @max)
        RETURNING {StoredMessage.Columns}
        """,
        "@locked_until", "@queue", "@now", "@max");

    private readonly Statement _claimDeferred = database.Prepare(
        $"{Lock} WHERE seq = @seq AND queue = @queue AND returns_at = {StoredMessage.Never} AND lock_token IS NULL RETURNING {StoredMessage.Columns}",
        "@locked_until", "@queue", "@seq");

    private readonly Statement _nextDue = database.Prepare("SELECT min(available_at) FROM messages WHERE queue = @queue", "@queue");

    private readonly Statement _nextRelease = database.Prepare(
        "SELECT min(available_at) FROM messages WHERE queue = @queue AND lock_token IS NOT NULL", "@queue");

    private readonly Statement _delete = database.Prepare("DELETE FROM messages WHERE seq = @seq", "@seq");

    private readonly Statement _expire = database.Prepare(
        """
        UPDATE messages SET queue = @dead_letter_queue, lock_token = NULL, available_at = enqueued_at, returns_at = enqueued_at,
            dead_letter_reason = 'TTLExpiredException', dead_letter_description = 'The message expired and was dead lettered.',
            delivery_count = delivery_count - 1
        WHERE seq = @seq
        """,
        "@dead_letter_queue", "@seq");

    private readonly Statement _peek = database.Prepare(
        $"SELECT {StoredMessage.Columns} FROM messages WHERE queue = @queue AND seq >= @from ORDER BY seq LIMIT @max".Replace("lock_token", "NULL", StringComparison.Ordinal),
        "@queue", "@from", "@max");

    /// <param name="entity">Where from.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="mode">Locked, or deleted at once.</param>
    public Claim Claim(Entity entity, int max, ServiceBusReceiveMode mode)
    {
        long now = time.GetUtcNow().UtcTicks;
        ReleaseExpired(entity, now);
        List<ServiceBusReceivedMessage> found;
        do
        {
            found = _claim.Rows(row => StoredMessage.Read(row, now), now + entity.Queue.LockDuration.Ticks, entity.Path, now, max);
        }
        while (found.Count > 0 && RemoveExpired(entity, found, now) && found.Count == 0);

        // RETURNING promises no order.
        found.Sort((one, other) => (one.EnqueuedTime, one.SequenceNumber).CompareTo((other.EnqueuedTime, other.SequenceNumber)));
        if (mode == ServiceBusReceiveMode.ReceiveAndDelete)
        {
            found.ForEach(message => _delete.Run(message.SequenceNumber));
        }

        return new Claim(found, found.Count == 0 ? NextDue(entity) : now);
    }

    /// <returns>The message, locked or deleted; null when no deferred message has that number.</returns>
    public ServiceBusReceivedMessage? FindDeferred(Entity entity, long sequenceNumber, ServiceBusReceiveMode mode)
    {
        long now = time.GetUtcNow().UtcTicks;
        ReleaseExpired(entity, now);
        ServiceBusReceivedMessage? found = _claimDeferred
            .Rows(row => StoredMessage.Read(row, now), now + entity.Queue.LockDuration.Ticks, entity.Path, sequenceNumber).SingleOrDefault();
        if (found is not null && mode == ServiceBusReceiveMode.ReceiveAndDelete)
        {
            _delete.Run(sequenceNumber);
        }

        return found;
    }

    /// <returns>Messages by sequence number, unlocked, scheduled and deferred and locked ones too.</returns>
    public List<ServiceBusReceivedMessage> Peek(Entity entity, long fromSequenceNumber, int max)
    {
        long now = time.GetUtcNow().UtcTicks;
        return _peek.Rows(row => StoredMessage.Read(row, now), entity.Path, fromSequenceNumber, max);
    }

    /// <summary>Nobody looks after locks in the background, so who looks into a dead-letter queue ends those of its queue too.</summary>
    private void ReleaseExpired(Entity entity, long now)
    {
        bool released = release.ReleaseExpired(entity, now);
        released |= !entity.IsMain && release.ReleaseExpired(entity.Main, now);
        if (released)
        {
            changed(entity.Queue.Name);
            changed(entity.DeadLetterPath);
        }
    }

    /// <summary>Drops or dead-letters those that have outlived their time.</summary>
    /// <returns>Whether there was one.</returns>
    private bool RemoveExpired(Entity entity, List<ServiceBusReceivedMessage> found, long now)
    {
        if (!entity.IsMain)
        {
            return false;
        }

        return found.RemoveAll(message =>
        {
            bool expired = message.ExpiresAt.UtcTicks <= now;
            if (expired && entity.Queue.DeadLetteringOnMessageExpiration)
            {
                _expire.Run(entity.DeadLetterPath, message.SequenceNumber);
                changed(entity.DeadLetterPath);
            }
            else if (expired)
            {
                _delete.Run(message.SequenceNumber);
            }

            return expired;
        }) > 0;
    }

    private long NextDue(Entity entity)
    {
        long due = _nextDue.Scalar(entity.Path) as long? ?? StoredMessage.Never;
        return entity.IsMain ? due : Math.Min(due, _nextRelease.Scalar(entity.Queue.Name) as long? ?? StoredMessage.Never);
    }
}
