namespace Azure.Messaging.ServiceBus;

/// <summary>Messages claimed ahead of their being asked for, oldest first. Their locks run meanwhile, and nobody renews them.</summary>
/// <param name="size">How many beyond those asked for; 0 for none.</param>
internal sealed class PrefetchBuffer(int size)
{
    private readonly Queue<ServiceBusReceivedMessage> _messages = new();

    /// <returns>What is here already, or else what <paramref name="receive"/> finds; at most <paramref name="max"/>.</returns>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeAsync(int max, Func<int, Task<IReadOnlyList<ServiceBusReceivedMessage>>> receive)
    {
        if (Dequeue(max) is { Count: > 0 } kept)
        {
            return kept;
        }

        IReadOnlyList<ServiceBusReceivedMessage> received = await receive(max + size).ConfigureAwait(false);
        lock (_messages)
        {
            foreach (ServiceBusReceivedMessage message in received.Skip(max))
            {
                _messages.Enqueue(message);
            }
        }

        return received.Count <= max ? received : [.. received.Take(max)];
    }

    private List<ServiceBusReceivedMessage> Dequeue(int max)
    {
        var taken = new List<ServiceBusReceivedMessage>();
        lock (_messages)
        {
            while (taken.Count < max && _messages.TryDequeue(out ServiceBusReceivedMessage? message))
            {
                taken.Add(message);
            }
        }

        return taken;
    }
}
