using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// Counts the bytes of a connection's partial deliveries: a client may interleave their frames, but must not fill the memory with deliveries that it never finishes.
/// Thread-safe.
/// </summary>
/// <param name="ofAll">The partial deliveries of all connections.</param>
internal sealed class UnfinishedDeliveries(InFlight ofAll)
{
    private long _bytes;

    /// <exception cref="AmqpException">Both the total and this connection's share are exceeded.</exception>
    public void Add(int bytes)
    {
        var own = Interlocked.Add(ref _bytes, bytes);
        ofAll.Enter(bytes);
        if (own > Limits.Unfinished && ofAll.Bytes > Limits.UnfinishedOfAll)
        {
            Remove(bytes);
            throw new AmqpException(AmqpErrorCode.ResourceLimitExceeded, "Too many deliveries have begun but not ended.");
        }
    }

    public void Remove(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        ofAll.Leave(bytes);
    }
}
