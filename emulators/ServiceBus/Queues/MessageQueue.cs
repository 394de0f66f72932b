using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>
/// A queue or subqueue: its messages in memory, in order, handed to consumers as they become ready. It holds nothing that is not on disk.
/// Receiving costs no write, since locks live in memory. Thread-safe.
/// </summary>
internal sealed partial class MessageQueue : IDisposable
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

    /// <summary>The destination of this queue's dead letters. A subqueue's go to the dead-letter queue too.</summary>
    public MessageQueue DeadLetters { get; init; }

    /// <summary>Size of its messages.</summary>
    public long Bytes => _inventory.Bytes;

    private long Now => Ticks.Now(_time);

    /// <summary>Adds new messages that are already on disk. The caller must call <see cref="Pump"/> afterwards.</summary>
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

    /// <summary>Ends what has expired, and hands out what is available to the consumers that are ready.</summary>
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

    /// <returns>The deferred message with that number, which the caller must delete or put back; null if there is none.</returns>
    public Message? TakeDeferred(long sequence)
    {
        lock (_gate)
        {
            return _inventory.TakeDeferred(sequence);
        }
    }

    /// <returns>The scheduled message with that number, which the caller must delete or put back; null if none is scheduled.</returns>
    public Message? TakeScheduled(long sequence)
    {
        lock (_gate)
        {
            return _inventory.TakeScheduled(sequence, Now);
        }
    }

    /// <returns>Messages by number, whatever their state, and whether they are not due yet.</returns>
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

    /// <summary>Removes a taken message that has left this queue.</summary>
    public void Drop(Message message)
    {
        lock (_gate)
        {
            _inventory.Drop(message);
        }
    }

    /// <summary>Puts back a taken message, and hands it to a waiting consumer.</summary>
    public void PutBack(Message message)
    {
        lock (_gate)
        {
            _inventory.PutBack(message);
        }

        Pump();
    }

    /// <summary>Undoes the delivery of a message that could not be deleted for a consumer.</summary>
    public void GiveUp(IConsumer consumer, Message message)
    {
        lock (_gate)
        {
            consumer.GiveUpReserved();
            message.DeliveryCount--;
        }
    }

    /// <summary>Hands a message to the consumer for which it was deleted.</summary>
    /// <returns>False if the consumer can no longer accept it.</returns>
    public bool TryDeliverDeleted(IConsumer consumer, Message message, byte[] content)
    {
        lock (_gate)
        {
            _inventory.Drop(message);
            return consumer.TryDeliver(message, content, held: null);
        }
    }

    /// <summary>Stops handing out messages: the underlying file is about to be closed while clients are still connected.</summary>
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
