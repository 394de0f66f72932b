using System.Threading.Channels;

namespace DurableTask.Sqlite.Instances;

/// <summary>The items that can be dispatched now, in the order in which they became ready. Consumers wait asynchronously until an item arrives. Thread-safe.</summary>
internal sealed class ReadyQueue<T>
    where T : class
{
    private readonly Channel<T> _channel = Channel.CreateUnbounded<T>();

    public int Count => _channel.Reader.Count;

    public void Add(T item) => _channel.Writer.TryWrite(item);

    /// <returns>Null if nothing arrived in time, or the caller canceled.</returns>
    public async Task<T?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_channel.Reader.TryRead(out var item))
        {
            return item;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await _channel.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
