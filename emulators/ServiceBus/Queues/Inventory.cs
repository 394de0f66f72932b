using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>The messages of a queue: those on the shelf, and those that are locked or taken. Not thread-safe.</summary>
internal sealed class Inventory(TimeSpan lockDuration, ContentBudget budget)
{
    private readonly Shelf _shelf = new();
    private readonly HeldLocks _locks = new();

    /// <inheritdoc cref="Shelf.Bytes"/>
    public long Bytes => _shelf.Bytes;

    public void Add(Message message)
    {
        budget.Admit(message);
        _shelf.Put(message);
    }

    /// <summary>Puts back a message that was taken.</summary>
    public void PutBack(Message message) => _shelf.Put(message);

    /// <summary>Whether <see cref="TakeNext"/> would return one.</summary>
    public bool HasAvailable(long now) => _shelf.NextAvailable <= now;

    /// <inheritdoc cref="Shelf.TakeNext"/>
    public Message? TakeNext(long now) => _shelf.TakeNext(now);

    /// <inheritdoc cref="Shelf.TakeDeferred"/>
    public Message? TakeDeferred(long sequence) => _shelf.TakeDeferred(sequence);

    /// <inheritdoc cref="Shelf.TakeScheduled"/>
    public Message? TakeScheduled(long sequence, long now) => _shelf.TakeScheduled(sequence, now);

    /// <inheritdoc cref="Shelf.TakeExpired"/>
    public Message? TakeExpired(long now) => _shelf.TakeExpired(now);

    /// <summary>Takes back the message of an expired lock; null if there is none. Its delivery counts.</summary>
    public Message? TakeUnsettled(long now) => _locks.EndNextExpired(now, LockEnd(now))?.Message;

    /// <inheritdoc cref="Shelf.Peek"/>
    public List<Message> Peek(long from, int max) => _shelf.Peek(from, max);

    public MessageLock? FindLock(Guid token) => _locks.Find(token);

    /// <summary>Locks a message that was taken, and counts the delivery.</summary>
    public MessageLock Grant(MessageQueue queue, Message message, long now)
    {
        message.DeliveryCount++;
        var held = new MessageLock(queue, message);
        _locks.Grant(held, LockEnd(now));
        return held;
    }

    /// <returns>The lock's new expiry, UTC ticks; null if it is no longer held.</returns>
    public long? Renew(MessageLock held, long now)
    {
        if (!IsHeld(held))
        {
            return null;
        }

        _locks.Renew(held, LockEnd(now));
        return held.Until;
    }

    /// <summary>Whether the lock can be settled.</summary>
    public static bool IsHeld(MessageLock held) => held is { Node: not null, IsSettling: false };

    /// <summary>Ends a lock and puts its message back.</summary>
    /// <param name="held">The lock whose message is put back.</param>
    /// <param name="content">Its new bare message; null if unchanged.</param>
    /// <param name="defer">Whether it can be received only by its number from now on.</param>
    /// <param name="uncount">Whether the delivery does not count.</param>
    public void PutBack(MessageLock held, byte[]? content, bool defer, bool uncount)
    {
        var message = held.Message;
        _locks.End(held);
        if (content is not null)
        {
            budget.Forget(message);
            _shelf.Replace(message, content);
            budget.Admit(message);
        }

        message.IsDeferred |= defer;
        message.DeliveryCount -= uncount ? 1 : 0;
        _shelf.Put(message);
    }

    /// <summary>Ends a lock whose message was deleted.</summary>
    public void Drop(MessageLock held)
    {
        _locks.End(held);
        Drop(held.Message);
    }

    /// <summary>Removes a message that was taken and has been deleted.</summary>
    public void Drop(Message message)
    {
        budget.Forget(message);
        _shelf.Drop(message);
    }

    /// <returns>When the next unrequested change is due: a lock or message expires, or a scheduled message becomes available. UTC ticks, or never.</returns>
    public long NextDue(long now)
    {
        var available = _shelf.NextAvailable;
        return Math.Min(Math.Min(_locks.NextEnd, _shelf.NextEnd), available > now ? available : Message.Never);
    }

    public QueueCounts Count(long now, int receivers)
    {
        var scheduled = _shelf.CountScheduled(now);
        return new QueueCounts(_shelf.Count - scheduled - _shelf.DeferredCount, _locks.Count, scheduled, _shelf.DeferredCount, receivers);
    }

    /// <summary>Rounded down to whole milliseconds, the precision that clients receive: a lock must not outlive the time that its holder knows.</summary>
    private long LockEnd(long now) => (now + lockDuration.Ticks) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond;
}
