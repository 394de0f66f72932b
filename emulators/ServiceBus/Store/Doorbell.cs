using System.Collections.Concurrent;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Wakes receivers that wait for a queue to change. Thread-safe.</summary>
internal sealed class Doorbell
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _bells = new();
    private int _listeners;

    /// <summary>Whether anybody waits, so that the file must be watched for other processes' commits.</summary>
    public bool HasListeners => Volatile.Read(ref _listeners) > 0;

    /// <summary>Counts a listener until disposed. To miss nothing, take the bell, then look into the queue, then wait.</summary>
    public Listener Listen(string queue)
    {
        Interlocked.Increment(ref _listeners);
        return new Listener(this, queue);
    }

    public void Ring(string queue)
    {
        if (_bells.TryRemove(queue, out TaskCompletionSource? bell))
        {
            bell.TrySetResult();
        }
    }

    public void RingAll()
    {
        foreach (string queue in _bells.Keys)
        {
            Ring(queue);
        }
    }

    private Task Next(string queue)
    {
        return _bells.GetOrAdd(queue, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>One receiver's ear.</summary>
    internal sealed class Listener(Doorbell doorbell, string queue) : IDisposable
    {
        /// <returns>A task that ends with the next change after this call.</returns>
        public Task NextChange() => doorbell.Next(queue);

        public void Dispose() => Interlocked.Decrement(ref doorbell._listeners);
    }
}
