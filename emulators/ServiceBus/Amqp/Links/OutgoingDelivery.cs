using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>
/// A delivery in flight to a client, in two parts that are never joined in memory: what the broker adds and what it stores. Its bytes are released once they are sent, however long the
/// client takes to settle it.
/// </summary>
internal abstract class OutgoingDelivery : Delivery
{
    private readonly int _length;
    private readonly DeliveryBacklog _backlog;
    private ArraySegment<byte> _head;
    private byte[] _content;

    /// <param name="head">The first part.</param>
    /// <param name="content">The second part.</param>
    /// <param name="backlog">The link's backlog, which counts the bytes until they are sent.</param>
    protected OutgoingDelivery(ArraySegment<byte> head, byte[] content, DeliveryBacklog backlog)
    {
        _head = head;
        _content = content;
        _length = head.Count + content.Length;
        _backlog = backlog;
        backlog.Add(_length);
        // Not batchable, so that the reply to each settlement is sent at once.
        Batchable = false;
    }

    /// <summary>Stops counting a delivery that will not be sent.</summary>
    public void Withdraw() => _backlog.Remove(_length);

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
        if (BytesTransfered >= _length)
        {
            (_head, _content) = (ArraySegment<byte>.Empty, []);
            _backlog.Remove(_length);
        }
    }
}
