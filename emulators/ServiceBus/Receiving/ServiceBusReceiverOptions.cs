namespace Azure.Messaging.ServiceBus;

/// <summary>Settings of a <see cref="ServiceBusReceiver"/>.</summary>
public class ServiceBusReceiverOptions
{
    private int _prefetchCount;

    /// <summary>Default: <see cref="ServiceBusReceiveMode.PeekLock"/>.</summary>
    public ServiceBusReceiveMode ReceiveMode { get; set; }

    /// <summary>Messages fetched ahead of their being asked for, from 0 (the default). Their locks run meanwhile.</summary>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _prefetchCount = value;
        }
    }

    /// <summary>Default: the queue itself.</summary>
    public SubQueue SubQueue { get; set; }

    /// <summary>Name of the receiver in diagnostics. Default: made up.</summary>
    public string? Identifier { get; set; }
}
