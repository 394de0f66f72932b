using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>The locks of one queue. All have the same duration, so they expire in the order in which they were granted or renewed. Not thread-safe.</summary>
internal sealed class HeldLocks
{
    private readonly Dictionary<Guid, MessageLock> _byToken = [];
    private readonly LinkedList<MessageLock> _byEnd = [];

    public int Count => _byToken.Count;

    /// <summary>UTC ticks; never if nothing is locked.</summary>
    public long NextEnd => _byEnd.First?.Value.Until ?? Message.Never;

    public MessageLock? Find(Guid token) => _byToken.GetValueOrDefault(token);

    public void Grant(MessageLock held, long until)
    {
        held.Until = until;
        held.Node = _byEnd.AddLast(held);
        _byToken.Add(held.Token, held);
    }

    public void Renew(MessageLock held, long until)
    {
        _byEnd.Remove(held.Node!);
        held.Until = until;
        _byEnd.AddLast(held.Node!);
    }

    public void End(MessageLock held)
    {
        _byEnd.Remove(held.Node!);
        held.Node = null;
        _byToken.Remove(held.Token);
    }

    /// <returns>A lock that has expired and was ended; null if there is none. One that is being settled is postponed.</returns>
    public MessageLock? EndNextExpired(long now, long putOffUntil)
    {
        while (_byEnd.First?.Value is { } held && held.Until <= now)
        {
            if (!held.IsSettling)
            {
                End(held);
                return held;
            }

            Renew(held, putOffUntil);
        }

        return null;
    }
}
