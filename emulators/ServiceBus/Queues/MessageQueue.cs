using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Messages;
using Microsoft.Data.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>
/// A queue or subqueue: its messages in memory, in their order, handed to consumers as they become ready. Nothing is in it that is not on the disk.
/// Receiving costs no write, since locks live in memory. Thread-safe.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Shelf _shelf = new();
    private readonly HeldLocks _locks = new();
    private readonly Turns _turns = new();
    private readonly QueueFile _file;
    private readonly ContentBudget _budget;
    private readonly Removals _removals;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private long _alarmAt = Message.Never;

    public MessageQueue(Entity entity, QueueFile file, ContentBudget budget, Removals removals, TimeProvider time)
    {
        Entity = entity;
        DeadLetters = this;
        _file = file;
        _budget = budget;
        _removals = removals;
        _time = time;
        _alarm = time.CreateTimer(static queue => ((MessageQueue)queue!).OnAlarm(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Entity Entity { get; }

    /// <summary>Where dead letters of this queue go. A subqueue's go to the dead-letter queue too.</summary>
    public MessageQueue DeadLetters { get; init; }

    /// <summary>What its bare messages weigh.</summary>
    public long Bytes => _shelf.Bytes;

    /// <summary>New messages, on the disk already. Whoever calls pumps afterwards.</summary>
    public void Add(IReadOnlyList<Message> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                _budget.Admit(message);
                _shelf.Put(message);
            }
        }
    }

    public void Attach(IConsumer consumer)
    {
        lock (_gate)
        {
            _turns.Add(consumer);
        }
    }

    public void Detach(IConsumer consumer)
    {
        lock (_gate)
        {
            _turns.Remove(consumer);
        }
    }

    /// <summary>Hands out what is available to who is ready.</summary>
    public void Pump()
    {
        lock (_gate)
        {
            var now = Ticks.Now(_time);
            EndExpiredLocks(now);
            RemoveExpired(now);
            while (_turns.FindNext() is { } consumer && _shelf.TakeNext(now) is { } message)
            {
                if (!HandOut(message, consumer, now))
                {
                    break;
                }
            }

            SetAlarm();
        }
    }

    /// <returns>The deferred message with that number, now locked; null when there is none.</returns>
    public MessageLock? LockDeferred(long sequence)
    {
        lock (_gate)
        {
            var message = _shelf.TakeDeferred(sequence);
            return message is null ? null : Grant(message, Ticks.Now(_time));
        }
    }

    /// <returns>The deferred message with that number, in the caller's hands to be deleted or put back; null when there is none.</returns>
    public Message? TakeDeferred(long sequence)
    {
        lock (_gate)
        {
            return _shelf.TakeDeferred(sequence);
        }
    }

    /// <returns>The scheduled message with that number, in the caller's hands to be deleted or put back; null when none waits for its time.</returns>
    public Message? TakeScheduled(long sequence)
    {
        lock (_gate)
        {
            return _shelf.TakeScheduled(sequence, Ticks.Now(_time));
        }
    }

    /// <returns>Messages by number, whatever their state, and whether their time has yet to come.</returns>
    public List<(Message Message, bool IsScheduled)> Peek(long from, int max)
    {
        lock (_gate)
        {
            var now = Ticks.Now(_time);
            RemoveExpired(now);
            return [.. _shelf.Peek(from, max).Select(message => (message, message.EnqueuedAt > now))];
        }
    }

    public QueueCounts Count()
    {
        lock (_gate)
        {
            var scheduled = _shelf.CountScheduled(Ticks.Now(_time));
            return new QueueCounts(_shelf.Count - scheduled - _shelf.DeferredCount, _locks.Count, scheduled, _shelf.DeferredCount, _turns.Count);
        }
    }

    public MessageLock? FindLock(Guid token)
    {
        lock (_gate)
        {
            return _locks.Find(token);
        }
    }

    /// <returns>When the lock ends now, UTC ticks; null when it is not held any more.</returns>
    public long? Renew(MessageLock held)
    {
        lock (_gate)
        {
            if (!IsHeld(held))
            {
                return null;
            }

            _locks.Renew(held, LockEnd(Ticks.Now(_time)));
            return held.Until;
        }
    }

    /// <summary>Keeps the lock from running out while its settlement is written. False when it is not held any more, or is being settled.</summary>
    public bool TryBeginSettling(MessageLock held)
    {
        lock (_gate)
        {
            return IsHeld(held) && (held.IsSettling = true);
        }
    }

    /// <summary>The settlement could not be written: the lock goes on as before.</summary>
    public void GoOnHolding(MessageLock held)
    {
        lock (_gate)
        {
            held.IsSettling = false;
        }
    }

    /// <summary>The message has left this queue, and so has its lock.</summary>
    public void Drop(MessageLock held)
    {
        lock (_gate)
        {
            _locks.End(held);
            DropTaken(held.Message);
        }
    }

    /// <summary>The message, which somebody has taken, has left this queue.</summary>
    public void Drop(Message message)
    {
        lock (_gate)
        {
            DropTaken(message);
        }
    }

    /// <summary>Gives a locked message back to its place, and to who waits for it.</summary>
    /// <param name="held">Being settled.</param>
    /// <param name="content">Its new bare message; null when that is the old one.</param>
    /// <param name="defer">Whether it is to be had by its number only from now on.</param>
    /// <param name="uncount">Whether the delivery does not count.</param>
    public void PutBack(MessageLock held, byte[]? content = null, bool defer = false, bool uncount = false)
    {
        var message = held.Message;
        lock (_gate)
        {
            _locks.End(held);
            if (content is not null)
            {
                _budget.Forget(message);
                _shelf.Replace(message, content);
                _budget.Admit(message);
            }

            message.IsDeferred |= defer;
            message.DeliveryCount -= uncount ? 1 : 0;
            _shelf.Put(message);
        }

        Pump();
    }

    /// <summary>Gives a taken message back to its place, and to who waits for it.</summary>
    public void PutBack(Message message)
    {
        lock (_gate)
        {
            _shelf.Put(message);
        }

        Pump();
    }

    /// <summary>Hands a message that was deleted for a consumer to it.</summary>
    /// <returns>False when the consumer cannot take it any more.</returns>
    public bool TryDeliverDeleted(IConsumer consumer, Message message, byte[] content)
    {
        lock (_gate)
        {
            DropTaken(message);
            return consumer.TryDeliver(message, content, held: null);
        }
    }

    public void Dispose() => _alarm.Dispose();

    /// <returns>False when the consumer would not take it: it is back in its place.</returns>
    private bool HandOut(Message message, IConsumer consumer, long now)
    {
        if (FindContent(message) is not { } content)
        {
            return true;
        }

        if (consumer.Deletes)
        {
            message.DeliveryCount++;
            consumer.Reserve();
            _removals.DeleteThenDeliver(this, message, content, consumer);
            return true;
        }

        var held = Grant(message, now);
        if (consumer.TryDeliver(message, content, held))
        {
            return true;
        }

        _locks.End(held);
        message.DeliveryCount--;
        _shelf.Put(message);
        return false;
    }

    /// <returns>Null when there is nothing to hand out: the message has gone, or is tried again later.</returns>
    private byte[]? FindContent(Message message)
    {
        try
        {
            if ((message.Content ?? _file.Messages.FindContent(message.Sequence)) is { } content)
            {
                return content;
            }

            // The file has lost it to a settlement that was said to have failed.
            DropTaken(message);
        }
        catch (SqliteException exception)
        {
            _removals.PutBackLater(this, message, exception);
        }

        return null;
    }

    private MessageLock Grant(Message message, long now)
    {
        message.DeliveryCount++;
        var held = new MessageLock(this, message);
        _locks.Grant(held, LockEnd(now));
        SetAlarm();
        return held;
    }

    private void DropTaken(Message message)
    {
        _budget.Forget(message);
        _shelf.Drop(message);
    }

    private void RemoveExpired(long now)
    {
        while (_shelf.TakeExpired(now) is { } message)
        {
            _removals.Expire(this, message);
        }
    }

    private void EndExpiredLocks(long now)
    {
        while (_locks.EndNextExpired(now, LockEnd(now)) is { } held)
        {
            ReturnUnsettled(held.Message);
        }
    }

    private void OnAlarm()
    {
        lock (_gate)
        {
            _alarmAt = Message.Never;
        }

        Pump();
    }

    /// <summary>The count is written without waiting: until it is, a crash makes the delivery uncounted, as it does for every lock.</summary>
    private void ReturnUnsettled(Message message)
    {
        if (Entity.IsMain && message.DeliveryCount >= Entity.Queue.MaxDeliveryCount)
        {
            _removals.DeadLetterForDeliveries(this, message);
            return;
        }

        var (sequence, count) = (message.Sequence, message.DeliveryCount);
        _removals.Forget(() => _file.Messages.SetDeliveryCount(sequence, count));
        _shelf.Put(message);
    }

    private long LockEnd(long now) => Ticks.After(now, Entity.Queue.LockDuration);

    private static bool IsHeld(MessageLock held) => held is { Node: not null, IsSettling: false };

    private void SetAlarm()
    {
        var now = Ticks.Now(_time);
        var available = _shelf.NextAvailable;
        var due = Math.Min(Math.Min(_locks.NextEnd, _shelf.NextEnd), available > now ? available : Message.Never);
        if (due < _alarmAt)
        {
            _alarmAt = due;
            var wait = TimeSpan.FromTicks(Math.Clamp(due - now, 0, LongestAlarm.Ticks));
            // Timers are counted in whole milliseconds: one too early would find nothing due.
            _alarm.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}
