using Emulators.ServiceBus.Amqp.Transport;
using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>An incoming delivery, frame by frame.</summary>
/// <param name="largest">Maximum size in bytes; the content of a larger delivery is dropped.</param>
/// <param name="unfinished">Counts its bytes until it is finished.</param>
internal sealed class IngressDelivery(int largest, UnfinishedDeliveries unfinished) : Delivery
{
    private readonly Lock _gate = new();
    private bool _isFinished;
    private byte[] _buffer = [];
    private int _length;

    /// <summary>What has arrived so far; empty once it grew too large.</summary>
    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(0, _length);

    public bool IsTooLarge { get; private set; }

    /// <exception cref="AmqpException">The connection has too many bytes in partial deliveries.</exception>
    public void Append(ArraySegment<byte> bytes)
    {
        lock (_gate)
        {
            if (_isFinished || IsTooLarge)
            {
                return;
            }

            if (_length + bytes.Count > largest)
            {
                IsTooLarge = true;
                unfinished.Remove(_buffer.Length);
                (_buffer, _length) = ([], 0);
                return;
            }

            Keep(bytes);
        }
    }

    /// <summary>Marks the delivery as finished: no more frames follow.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (!_isFinished)
            {
                _isFinished = true;
                unfinished.Remove(_buffer.Length);
            }
        }
    }

    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more) => throw new NotSupportedException();

    protected override void OnCompletePayload(int payloadSize) => throw new NotSupportedException();

    private void Keep(ArraySegment<byte> bytes)
    {
        if (_length + bytes.Count > _buffer.Length)
        {
            // The first frame is usually the only one; many small ones must not be copied over and over.
            var capacity = _length == 0 ? bytes.Count : Math.Min(largest, 2 * (_length + bytes.Count));
            unfinished.Add(capacity - _buffer.Length);
            Array.Resize(ref _buffer, capacity);
        }

        bytes.AsSpan().CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Count;
    }
}
