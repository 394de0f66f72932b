namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>Counts the bytes handed to a link that are not sent yet, because the client's session accepts no more frames. Thread-safe.</summary>
/// <param name="limit">The backlog is full from this many bytes on.</param>
/// <param name="onRoom">Called on another thread when the backlog is no longer full.</param>
internal sealed class DeliveryBacklog(int limit, Action onRoom)
{
    private long _bytes;

    public bool IsFull => Volatile.Read(ref _bytes) >= limit;

    public void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Remove(int bytes)
    {
        var left = Interlocked.Add(ref _bytes, -bytes);
        if (left < limit && left + bytes >= limit)
        {
            // Not on this thread, since the library holds its locks now.
            ThreadPool.UnsafeQueueUserWorkItem(static action => action(), onRoom, preferLocal: false);
        }
    }
}
