namespace Azure.Messaging.ServiceBus;

/// <summary>What happens to a message when it is handed out.</summary>
public enum ServiceBusReceiveMode
{
    /// <summary>It is locked until settled or until the lock runs out.</summary>
    PeekLock = 0,

    /// <summary>It is gone.</summary>
    ReceiveAndDelete = 1,
}
