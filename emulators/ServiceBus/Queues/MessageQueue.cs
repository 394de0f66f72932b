using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>
/// A queue or subqueue: its messages in memory, in their order, handed to consumers as they become ready. Nothing is in it that is not on the disk.
/// Receiving costs no write, since locks live in memory. Thread-safe.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Inventory _inventory;
    private readonly Turns _turns = new();
    private readonly Deliveries _deliveries;
    private readonly TimeProvider _time;
    private readonly QueueAlarm _alarm;
    private bool _isClosed;

    public MessageQueue(Entity entity, QueueFile file, ContentBudget budget, Removals removals, TimeProvider time)
    {
        Entity = entity;
        DeadLetters = this;
        _inventory = new Inventory(entity.Queue.LockDuration, budget);
        _deliveries = new Deliveries(this, _inventory, _turns, file, removals);
        _time = time;
        _alarm = new QueueAlarm(OnAlarm, time);
    }

    public Entity Entity { get; }

    /// <summary>Where dead letters of this queue go. A subqueue's go to the dead-letter queue too.</summary>
    public MessageQueue DeadLetters { get; init; }

    /// <summary>What its messages weigh.</summary>
    public long Bytes => _inventory.Bytes;

    private long Now => Ticks.Now(_time);

    /// <summary>New messages, on the disk already. Whoever calls pumps afterwards.</summary>
    public void Add(IReadOnlyList<Message> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                _inventory.Add(message);
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

    /// <summary>Ends what has run out, and hands out what is available to who is ready.</summary>
    public void Pump()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            var now = Now;
            _deliveries.EndWhatHasRunOut(now);
            _deliveries.HandOut(now);
            _alarm.Set(_inventory.NextDue(now), now);
        }
    }

    /// <returns>The deferred message with that number, now locked; null when there is none.</returns>
    public MessageLock? LockDeferred(long sequence)
    {
        lock (_gate)
        {
            var now = Now;
            if (_inventory.TakeDeferred(sequence) is not { } message)
            {
                return null;
            }

            var held = _inventory.Grant(this, message, now);
            _alarm.Set(held.Until, now);
            return held;
        }
    }

    /// <returns>The deferred message with that number, in the caller's hands to be deleted or put back; null when there is none.</returns>
    public Message? TakeDeferred(long sequence)
    {
        lock (_gate)
        {
            return _inventory.TakeDeferred(sequence);
        }
    }

    /// <returns>The scheduled message with that number, in the caller's hands to be deleted or put back; null when none waits for its time.</returns>
    public Message? TakeScheduled(long sequence)
    {
        lock (_gate)
        {
            return _inventory.TakeScheduled(sequence, Now);
        }
    }

    /// <returns>Messages by number, whatever their state, and whether their time has yet to come.</returns>
    public List<(Message Message, bool IsScheduled)> Peek(long from, int max)
    {
        lock (_gate)
        {
            var now = Now;
            _deliveries.EndWhatHasRunOut(now);
            return [.. _inventory.Peek(from, max).Select(message => (message, message.EnqueuedAt > now))];
        }
    }

    public QueueCounts Count()
    {
        lock (_gate)
        {
            return _inventory.Count(Now, _turns.Count);
        }
    }

    public MessageLock? FindLock(Guid token)
    {
        lock (_gate)
        {
            return _inventory.FindLock(token);
        }
    }

    /// <inheritdoc cref="Inventory.Renew"/>
    public long? Renew(MessageLock held)
    {
        lock (_gate)
        {
            return _inventory.Renew(held, Now);
        }
    }

    /// <summary>Keeps the lock from running out while its settlement is written. False when it is not held any more, or is being settled.</summary>
    public bool TryBeginSettling(MessageLock held)
    {
        lock (_gate)
        {
            return Inventory.IsHeld(held) && (held.IsSettling = true);
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
            _inventory.Drop(held);
        }
    }

    /// <summary>The message, which somebody has taken, has left this queue.</summary>
    public void Drop(Message message)
    {
        lock (_gate)
        {
            _inventory.Drop(message);
        }
    }

    /// <summary>Gives a locked message, which is being settled, back to its place and to who waits for it.</summary>
    /// <inheritdoc cref="Inventory.PutBack(MessageLock, byte[], bool, bool)"/>
    public void PutBack(MessageLock held, byte[]? content = null, bool defer = false, bool uncount = false)
    {
        lock (_gate)
        {
            _inventory.PutBack(held, content, defer, uncount);
        }

        Pump();
    }

    /// <summary>Gives a taken message back to its place, and to who waits for it.</summary>
    public void PutBack(Message message)
    {
        lock (_gate)
        {
            _inventory.PutBack(message);
        }

        Pump();
    }

    /// <summary>A message could not be deleted for a consumer: it goes back to its place as if nothing had happened.</summary>
    public void GiveUp(IConsumer consumer, Message message)
    {
        lock (_gate)
        {
            consumer.GiveUpReserved();
            message.DeliveryCount--;
        }
    }

    /// <summary>Hands a message that was deleted for a consumer to it.</summary>
    /// <returns>False when the consumer cannot take it any more.</returns>
    public bool TryDeliverDeleted(IConsumer consumer, Message message, byte[] content)
    {
        lock (_gate)
        {
            _inventory.Drop(message);
            return consumer.TryDeliver(message, content, held: null);
        }
    }

    /// <summary>Nothing is handed out any more: the file under the queue is about to be closed, while clients are still there.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _alarm.Dispose();
    }

    private void OnAlarm()
    {
        lock (_gate)
        {
            _alarm.Reset();
        }

        Pump();
    }
}
