using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// Bytes of a connection's deliveries that have begun and not ended: a client may send their frames in turns, but must not fill the memory with what it never ends.
/// Thread-safe.
/// </summary>
/// <param name="ofAll">Those of all connections.</param>
internal sealed class UnfinishedDeliveries(InFlight ofAll)
{
    private long _bytes;

    /// <exception cref="AmqpException">There are too many of all, and not few of this connection.</exception>
    public void Add(int bytes)
    {
        var own = Interlocked.Add(ref _bytes, bytes);
        ofAll.Enter(bytes);
        if (own > Limits.Unfinished && ofAll.Bytes > Limits.UnfinishedOfAll)
        {
            Remove(bytes);
            throw new AmqpException(AmqpErrorCode.ResourceLimitExceeded, "Too many deliveries have begun and not ended.");
        }
    }

    public void Remove(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        ofAll.Leave(bytes);
    }
}
