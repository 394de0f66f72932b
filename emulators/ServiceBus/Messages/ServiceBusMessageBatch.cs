using Azure.Messaging.ServiceBus.Store;
using Azure.Messaging.ServiceBus.Tracing;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that together fit into one send. A message is read when it is added; later changes to it are not sent.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly List<EncodedMessage> _messages = [];
    private readonly QueueActivities _activities;

    internal ServiceBusMessageBatch(long maxSizeInBytes, QueueActivities activities)
    {
        _activities = activities;
        MaxSizeInBytes = maxSizeInBytes;
    }

    public int Count => _messages.Count;

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    internal IReadOnlyList<EncodedMessage> Messages => _messages;

    /// <returns>False when the message does not fit; the batch is then as before.</returns>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _activities.Instrument(message);
        EncodedMessage encoded = EncodedMessage.From(message);
        if (SizeInBytes + encoded.SizeInBytes > MaxSizeInBytes)
        {
            return false;
        }

        SizeInBytes += encoded.SizeInBytes;
        _messages.Add(encoded);
        return true;
    }

    /// <summary>Empties the batch.</summary>
    public void Dispose()
    {
        _messages.Clear();
        SizeInBytes = 0;
    }
}
