using Emulators.ServiceBus.Queues;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A message in flight to a client.</summary>
internal sealed class EgressDelivery : OutgoingDelivery
{
    /// <param name="held">Null if the message has already been deleted from the queue.</param>
    /// <param name="head">Header and annotations.</param>
    /// <param name="content">The bare message.</param>
    /// <param name="backlog">The link's backlog.</param>
    public EgressDelivery(MessageLock? held, ArraySegment<byte> head, byte[] content, DeliveryBacklog backlog)
        : base(head, content, backlog)
    {
        Held = held;
        DeliveryTag = new ArraySegment<byte>((held?.Token ?? Guid.NewGuid()).ToByteArray());
    }

    public MessageLock? Held { get; }
}
