namespace Emulators.ServiceBus.Queues;

/// <content>Locked messages, from their lock to their settlement.</content>
internal sealed partial class MessageQueue
{
    /// <returns>The deferred message with that number, now locked; null if there is none.</returns>
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

    /// <summary>Keeps the lock from expiring while its settlement is written. False if it is no longer held, or is being settled.</summary>
    public bool TryBeginSettling(MessageLock held)
    {
        lock (_gate)
        {
            return Inventory.IsHeld(held) && (held.IsSettling = true);
        }
    }

    /// <summary>Keeps the lock as before, since its settlement could not be written.</summary>
    public void GoOnHolding(MessageLock held)
    {
        lock (_gate)
        {
            held.IsSettling = false;
        }
    }

    /// <summary>Removes a message that has left this queue, with its lock.</summary>
    public void Drop(MessageLock held)
    {
        lock (_gate)
        {
            _inventory.Drop(held);
        }
    }

    /// <summary>Puts back a locked message that is being settled, and hands it to a waiting consumer.</summary>
    /// <inheritdoc cref="Inventory.PutBack(MessageLock, byte[], bool, bool)"/>
    public void PutBack(MessageLock held, byte[]? content = null, bool defer = false, bool uncount = false)
    {
        lock (_gate)
        {
            _inventory.PutBack(held, content, defer, uncount);
        }

        Pump();
    }
}
