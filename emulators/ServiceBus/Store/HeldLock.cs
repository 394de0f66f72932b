namespace Azure.Messaging.ServiceBus.Store;

/// <summary>The lock that a receiver holds on a message.</summary>
internal readonly record struct HeldLock(long SequenceNumber, Guid Token)
{
    public static HeldLock On(ServiceBusReceivedMessage message) => new(message.SequenceNumber, message.LockTokenGuid);
}
