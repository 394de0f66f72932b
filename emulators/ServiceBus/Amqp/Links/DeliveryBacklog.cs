namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>Bytes that a link has been given to send and has not sent yet, since the client's session takes no more frames. Thread-safe.</summary>
/// <param name="limit">Bytes from which on it is full.</param>
/// <param name="onRoom">Called, elsewhere, when it is not full any more.</param>
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
            // The library holds its locks now.
            ThreadPool.UnsafeQueueUserWorkItem(static action => action(), onRoom, preferLocal: false);
        }
    }
}
