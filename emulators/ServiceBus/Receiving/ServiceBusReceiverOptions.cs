namespace Azure.Messaging.ServiceBus;

/// <summary>Settings of a <see cref="ServiceBusReceiver"/>.</summary>
public class ServiceBusReceiverOptions
{
    private int _prefetchCount;

    /// <summary>Default: <see cref="ServiceBusReceiveMode.PeekLock"/>.</summary>
    public ServiceBusReceiveMode ReceiveMode { get; set; }

    /// <summary>From 0 (the default). The emulator takes it and fetches nothing ahead: a local read costs less than a lock that runs out unused.</summary>
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
