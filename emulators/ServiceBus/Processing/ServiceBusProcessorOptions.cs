namespace Azure.Messaging.ServiceBus;

/// <summary>Settings of a <see cref="ServiceBusProcessor"/>.</summary>
public class ServiceBusProcessorOptions
{
    private int _prefetchCount;
    private int _maxConcurrentCalls = 1;
    private TimeSpan _maxAutoLockRenewalDuration = TimeSpan.FromMinutes(5);

    /// <summary>Completes a message when its handler returns without having settled it. Default true.</summary>
    public bool AutoCompleteMessages { get; set; } = true;

    /// <summary>Default: <see cref="ServiceBusReceiveMode.PeekLock"/>.</summary>
    public ServiceBusReceiveMode ReceiveMode { get; set; }

    /// <summary>Default: the queue itself.</summary>
    public SubQueue SubQueue { get; set; }

    /// <summary>Name of the processor in diagnostics. Default: made up.</summary>
    public string? Identifier { get; set; }

    /// <summary>From 0 (the default), see <see cref="ServiceBusReceiverOptions.PrefetchCount"/>.</summary>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _prefetchCount = value;
        }
    }

    /// <summary>Handlers that run at a time, from 1 (the default).</summary>
    public int MaxConcurrentCalls
    {
        get => _maxConcurrentCalls;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxConcurrentCalls = value;
        }
    }

    /// <summary>How long a message's lock is renewed while its handler runs; zero for never, <see cref="Timeout.InfiniteTimeSpan"/> for always. Default 5 min.</summary>
    public TimeSpan MaxAutoLockRenewalDuration
    {
        get => _maxAutoLockRenewalDuration;
        set
        {
            if (value != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            }

            _maxAutoLockRenewalDuration = value;
        }
    }
}
