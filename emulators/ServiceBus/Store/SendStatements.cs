using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Puts messages into queues, and takes back those not yet due. Runs within the group's transaction.</summary>
internal sealed class SendStatements(QueueDatabase database, TimeProvider time)
{
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromMinutes(1);

    private readonly Statement _insert = database.Prepare(
        """
        INSERT INTO messages (queue, available_at, returns_at, enqueued_at, expires_at, envelope, body)
        VALUES (@queue, @enqueued_at, @enqueued_at, @enqueued_at, @expires_at, @envelope, @body)
        RETURNING seq
        """,
        "@queue", "@enqueued_at", "@expires_at", "@envelope", "@body");

    private readonly Statement _remember = database.Prepare(
        """
        INSERT INTO history (queue, message_id, forget_at) VALUES (@queue, @message_id, @forget_at)
        ON CONFLICT DO UPDATE SET forget_at = excluded.forget_at WHERE forget_at <= @now
        """,
        "@queue", "@message_id", "@forget_at", "@now");

    private readonly Statement _forget = database.Prepare("DELETE FROM history WHERE forget_at <= @now", "@now");

    private readonly Statement _cancel = database.Prepare(
        "DELETE FROM messages WHERE seq = @seq AND queue = @queue AND enqueued_at > @now AND returns_at = enqueued_at",
        "@seq", "@queue", "@now");

    private long _forgotAt;

    /// <returns>A sequence number a message, in order; 0 for one dropped as a duplicate.</returns>
    public long[] Send(Entity entity, IReadOnlyList<EncodedMessage> messages)
    {
        long now = time.GetUtcNow().UtcTicks;
        Forget(now);
        return [.. messages.Select(message => IsDuplicate(entity.Queue, message, now) ? 0 : Insert(entity.Queue, message, now))];
    }

    /// <returns>False when no such message is waiting for its time.</returns>
    public bool Cancel(Entity entity, long sequenceNumber) => _cancel.Run(sequenceNumber, entity.Path, time.GetUtcNow().UtcTicks) > 0;

    private bool IsDuplicate(QueueDefinition queue, EncodedMessage message, long now)
    {
        return queue.RequiresDuplicateDetection
            && _remember.Run(queue.Name, message.MessageId, After(now, queue.DuplicateDetectionHistoryTimeWindow), now) == 0;
    }

    private long Insert(QueueDefinition queue, EncodedMessage message, long now)
    {
        long enqueuedAt = Math.Max(now, message.ScheduledEnqueueTime.UtcTicks);
        TimeSpan life = message.TimeToLive < queue.DefaultMessageTimeToLive ? message.TimeToLive : queue.DefaultMessageTimeToLive;
        return (long)_insert.Scalar(queue.Name, enqueuedAt, After(enqueuedAt, life), message.Envelope, message.Body)!;
    }

    /// <summary>Keeps the history as long as its windows; now and then is enough, as forgotten ids are overwritten anyway.</summary>
    private void Forget(long now)
    {
        if (now - _forgotAt >= ForgetInterval.Ticks)
        {
            _forget.Run(now);
            _forgotAt = now;
        }
    }

    private static long After(long moment, TimeSpan duration) => duration.Ticks > DateTimeOffset.MaxValue.Ticks - moment ? StoredMessage.Never : moment + duration.Ticks;
}
