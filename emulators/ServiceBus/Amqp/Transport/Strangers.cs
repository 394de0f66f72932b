using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// Connections that have not presented a valid token yet, oldest first. When there is no room for another, the oldest is closed to make some: idle strangers must
/// not keep others out. Thread-safe.
/// </summary>
internal sealed class Strangers
{
    private readonly LinkedList<TransportBase> _inOrder = new();
    private readonly Dictionary<uint, LinkedListNode<TransportBase>> _byNumber = [];

    public void Add(TransportBase transport)
    {
        lock (_inOrder)
        {
            _byNumber[transport.Identifier.Value] = _inOrder.AddLast(transport);
        }
    }

    /// <summary>Removes a connection that is now authenticated, or closed.</summary>
    /// <param name="number">The identifier of the transport, which its connection shares.</param>
    public void Remove(uint number)
    {
        lock (_inOrder)
        {
            if (_byNumber.Remove(number, out var node))
            {
                _inOrder.Remove(node);
            }
        }
    }

    /// <returns>The oldest stranger, which is removed; null if there is none.</returns>
    public TransportBase? TakeFirst()
    {
        lock (_inOrder)
        {
            var first = _inOrder.First?.Value;
            if (first is not null)
            {
                _inOrder.RemoveFirst();
                _byNumber.Remove(first.Identifier.Value);
            }

            return first;
        }
    }
}
