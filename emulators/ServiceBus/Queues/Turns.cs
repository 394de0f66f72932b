namespace Emulators.ServiceBus.Queues;

/// <summary>The consumers of a queue, in turn. Not thread-safe.</summary>
internal sealed class Turns
{
    private readonly List<IConsumer> _consumers = [];
    private int _next;

    public int Count => _consumers.Count;

    public void Add(IConsumer consumer) => _consumers.Add(consumer);

    public void Remove(IConsumer consumer)
    {
        var index = _consumers.IndexOf(consumer);
        if (index >= 0)
        {
            _consumers.RemoveAt(index);
            _next -= index < _next ? 1 : 0;
        }
    }

    /// <returns>The next consumer that would accept a message; null if none would.</returns>
    public IConsumer? FindNext()
    {
        for (var i = 0; i < _consumers.Count; i++)
        {
            var consumer = _consumers[_next % _consumers.Count];
            _next = (_next + 1) % _consumers.Count;
            if (consumer.IsReady)
            {
                return consumer;
            }
        }

        return null;
    }
}
