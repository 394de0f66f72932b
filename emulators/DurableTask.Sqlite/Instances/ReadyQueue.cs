using System.Threading.Channels;

namespace DurableTask.Sqlite.Instances;

/// <summary>What can be handed out now, in the order in which it became so. Takers sleep until something comes. Thread-safe.</summary>
internal sealed class ReadyQueue<T>
    where T : class
{
    private readonly Channel<T> _channel = Channel.CreateUnbounded<T>();

    public int Count => _channel.Reader.Count;

    public void Add(T item) => _channel.Writer.TryWrite(item);

    /// <returns>Null when nothing came within the time, or the caller gave up.</returns>
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
