using System.Text.Json;
using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Ends or prolongs locks. Runs within the group's transaction; false means that the lock is no longer held.</summary>
internal sealed class SettleStatements(QueueDatabase database, ReleaseStatements release, Action<string> changed, TimeProvider time)
{
    private const string WhileLocked = " WHERE seq = @seq AND queue = @queue AND lock_token = @lock_token AND available_at > @now";

    private readonly Statement _complete = database.Prepare("DELETE FROM messages" + WhileLocked, "@seq", "@queue", "@lock_token", "@now");

    private readonly Statement _renew = database.Prepare(
        "UPDATE messages SET available_at = @locked_until" + WhileLocked, "@seq", "@queue", "@lock_token", "@now", "@locked_until");

    private readonly Statement _defer = database.Prepare(
        $"UPDATE messages SET lock_token = NULL, available_at = {StoredMessage.Never}, returns_at = {StoredMessage.Never}" + WhileLocked,
        "@seq", "@queue", "@lock_token", "@now");

    private readonly Statement _deadLetter = database.Prepare(
        """
        UPDATE messages SET lock_token = NULL, queue = @dead_letter_queue, available_at = enqueued_at, returns_at = enqueued_at,
            dead_letter_reason = @reason, dead_letter_description = @description
        """ + WhileLocked,
        "@seq", "@queue", "@lock_token", "@now", "@dead_letter_queue", "@reason", "@description");

    private readonly Statement _envelope = database.Prepare("SELECT envelope FROM messages" + WhileLocked, "@seq", "@queue", "@lock_token", "@now");

    private readonly Statement _replaceEnvelope = database.Prepare("UPDATE messages SET envelope = @envelope WHERE seq = @seq", "@envelope", "@seq");

    public bool Complete(Entity entity, HeldLock held) => _complete.Run(held.SequenceNumber, entity.Path, held.Token.ToByteArray(), Now()) > 0;

    /// <returns>When the lock now ends; null when it is no longer held.</returns>
    public DateTimeOffset? FindRenewed(Entity entity, HeldLock held)
    {
        long now = Now();
        long lockedUntil = now + entity.Queue.LockDuration.Ticks;
        return _renew.Run(held.SequenceNumber, entity.Path, held.Token.ToByteArray(), now, lockedUntil) > 0 ? StoredMessage.Time(lockedUntil) : null;
    }

    public bool Abandon(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties)
    {
        long now = Now();
        Modify(entity, held, properties, now);
        changed(entity.Path);
        changed(entity.DeadLetterPath);
        return release.ReleaseOne(entity, held.SequenceNumber, held.Token, now);
    }

    public bool Defer(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties)
    {
        long now = Now();
        Modify(entity, held, properties, now);
        return _defer.Run(held.SequenceNumber, entity.Path, held.Token.ToByteArray(), now) > 0;
    }

    public bool DeadLetter(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties, string? reason, string? description)
    {
        long now = Now();
        Modify(entity, held, properties, now);
        changed(entity.DeadLetterPath);
        return _deadLetter.Run(held.SequenceNumber, entity.Path, held.Token.ToByteArray(), now, entity.DeadLetterPath, reason, description) > 0;
    }

    private void Modify(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties, long now)
    {
        if (properties is not null && _envelope.Scalar(held.SequenceNumber, entity.Path, held.Token.ToByteArray(), now) is byte[] json)
        {
            Envelope envelope = StoredMessage.ReadEnvelope(json).With(properties);
            _replaceEnvelope.Run(JsonSerializer.SerializeToUtf8Bytes(envelope, EnvelopeJson.Default.Envelope), held.SequenceNumber);
        }
    }

    private long Now() => time.GetUtcNow().UtcTicks;
}
