namespace Azure.Messaging.ServiceBus.Store;

/// <summary>What an attempt to receive has found.</summary>
/// <param name="Messages">Oldest first; may be empty.</param>
/// <param name="NextDue">With no message: when the queue, left alone, may have one (a scheduled time, the end of a lock). UTC ticks, or never.</param>
internal sealed record Claim(IReadOnlyList<ServiceBusReceivedMessage> Messages, long NextDue);
