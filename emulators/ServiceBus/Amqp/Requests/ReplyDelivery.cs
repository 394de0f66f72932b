using Emulators.ServiceBus.Amqp.Links;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>A reply in flight to a client.</summary>
internal sealed class ReplyDelivery : OutgoingDelivery
{
    /// <param name="tag">A tag that was not used before on the link.</param>
    /// <param name="message">The encoded reply.</param>
    /// <param name="backlog">The link's backlog.</param>
    public ReplyDelivery(uint tag, byte[] message, DeliveryBacklog backlog)
        : base(ArraySegment<byte>.Empty, message, backlog) => DeliveryTag = new ArraySegment<byte>(BitConverter.GetBytes(tag));
}
