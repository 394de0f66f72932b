using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A message on its way to a client: what the broker says of it, then its bare message, never joined in memory.</summary>
internal sealed class EgressDelivery : Delivery
{
    private readonly ArraySegment<byte> _head;
    private readonly byte[] _content;

    /// <param name="held">Null when the message is gone from the queue.</param>
    /// <param name="head">Header and annotations.</param>
    /// <param name="content">The bare message.</param>
    public EgressDelivery(MessageLock? held, ArraySegment<byte> head, byte[] content)
    {
        Held = held;
        _head = head;
        _content = content;
        DeliveryTag = new ArraySegment<byte>((held?.Token ?? Guid.NewGuid()).ToByteArray());
        // Answers to each settlement go out at once.
        Batchable = false;
    }

    public MessageLock? Held { get; }

    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more)
    {
        var from = (int)BytesTransfered;
        more = _head.Count + _content.Length - from > payloadSize;
        if (from >= _head.Count)
        {
            var offset = from - _head.Count;
            return [new ArraySegment<byte>(_content, offset, Math.Min(payloadSize, _content.Length - offset))];
        }

        var first = _head.Slice(from, Math.Min(payloadSize, _head.Count - from));
        var second = Math.Min(payloadSize - first.Count, _content.Length);
        return second == 0 ? [first] : [first, new ArraySegment<byte>(_content, 0, second)];
    }

    protected override void OnCompletePayload(int payloadSize)
    {
    }
}
