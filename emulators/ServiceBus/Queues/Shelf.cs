using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>The messages of one queue that no receiver holds, sorted by number, by turn and by expiry. Not thread-safe.</summary>
internal sealed class Shelf
{
    private static readonly Comparer<Message> ByNumber = Comparer<Message>.Create(static (one, other) => one.Sequence.CompareTo(other.Sequence));
    private static readonly Comparer<Message> ByTurn = Comparer<Message>.Create(static (one, other) =>
        one.EnqueuedAt != other.EnqueuedAt ? one.EnqueuedAt.CompareTo(other.EnqueuedAt) : one.Sequence.CompareTo(other.Sequence));

    private static readonly Comparer<Message> ByEnd = Comparer<Message>.Create(static (one, other) =>
        one.ExpiresAt != other.ExpiresAt ? one.ExpiresAt.CompareTo(other.ExpiresAt) : one.Sequence.CompareTo(other.Sequence));

    private readonly SortedSet<Message> _all = new(ByNumber);
    // Includes scheduled messages, which sort after those that are due.
    private readonly SortedSet<Message> _waiting = new(ByTurn);
    private readonly SortedSet<Message> _mortal = new(ByEnd);
    private readonly Dictionary<long, Message> _deferred = [];
    private long _bytes;

    public int Count => _all.Count;

    /// <summary>Size of the messages, in memory or not. May be read at any time.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public int DeferredCount => _deferred.Count;

    /// <summary>When the first waiting message became or becomes available; UTC ticks, never if none is waiting.</summary>
    public long NextAvailable => _waiting.Min?.EnqueuedAt ?? Message.Never;

    /// <summary>When the next unlocked message expires; UTC ticks, or never.</summary>
    public long NextEnd => _mortal.Min?.ExpiresAt ?? Message.Never;

    /// <summary>Adds a new message, or one that is put back.</summary>
    public void Put(Message message)
    {
        if (_all.Add(message))
        {
            _bytes += message.Size;
        }

        if (message.IsDeferred)
        {
            _deferred[message.Sequence] = message;
        }
        else
        {
            _waiting.Add(message);
        }

        if (message.ExpiresAt != Message.Never)
        {
            _mortal.Add(message);
        }
    }

    /// <summary>Takes the first available message off the shelf; it still counts toward <see cref="Count"/> and <see cref="Bytes"/>. Null if none is available.</summary>
    public Message? TakeNext(long now)
    {
        var first = _waiting.Min;
        return first is not null && first.EnqueuedAt <= now && Take(first) ? first : null;
    }

    /// <inheritdoc cref="TakeNext"/>
    public Message? TakeDeferred(long sequence) => _deferred.TryGetValue(sequence, out var message) && Take(message) ? message : null;

    /// <summary>Takes a scheduled message; null if there is none with that number.</summary>
    public Message? TakeScheduled(long sequence, long now)
    {
        var found = Find(sequence);
        return found is not null && found.EnqueuedAt > now && _waiting.Contains(found) && Take(found) ? found : null;
    }

    /// <summary>Takes an expired unlocked message; null if there is none.</summary>
    public Message? TakeExpired(long now)
    {
        var first = _mortal.Min;
        return first is not null && first.ExpiresAt <= now && Take(first) ? first : null;
    }

    /// <summary>Removes a message that has left this queue.</summary>
    public void Drop(Message message)
    {
        if (_all.Remove(message))
        {
            _bytes -= message.Size;
        }
    }

    /// <summary>Replaces the bare message.</summary>
    public void Replace(Message message, byte[] content)
    {
        _bytes += content.Length - message.ContentLength;
        (message.Content, message.ContentLength) = (content, content.Length);
    }

    /// <returns>Messages by number, whatever their state.</returns>
    public List<Message> Peek(long from, int max)
    {
        var last = _all.Max;
        return last is null || from > last.Sequence ? [] : [.. _all.GetViewBetween(Bound(from), last).Take(max)];
    }

    /// <returns>How many messages are not due yet.</returns>
    public int CountScheduled(long now) => _waiting.Max is { } last && last.EnqueuedAt > now
        ? _waiting.GetViewBetween(Bound(0, now + 1), last).Count
        : 0;

    private Message? Find(long sequence) => _all.TryGetValue(Bound(sequence), out var found) ? found : null;

    private bool Take(Message message)
    {
        _mortal.Remove(message);
        return _deferred.Remove(message.Sequence) | _waiting.Remove(message);
    }

    private static Message Bound(long sequence, long enqueuedAt = 0) =>
        new() { Sequence = sequence, EnqueuedAt = enqueuedAt, ExpiresAt = Message.Never, Annotations = [], ContentLength = 0 };
}
