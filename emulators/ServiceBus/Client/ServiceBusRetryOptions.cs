namespace Azure.Messaging.ServiceBus;

/// <summary>
/// How the client retries. A file has no transient faults, so of these the emulator uses <see cref="TryTimeout"/> (the longest wait of a
/// receive that names none) and <see cref="Delay"/> (the processor's pause after a failed receive).
/// </summary>
public class ServiceBusRetryOptions
{
    public ServiceBusRetryMode Mode { get; set; } = ServiceBusRetryMode.Exponential;

    /// <summary>0 to 100. Default 3.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Default 0.8 s.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(0.8);

    /// <summary>Default 1 min.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Default 1 min.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
