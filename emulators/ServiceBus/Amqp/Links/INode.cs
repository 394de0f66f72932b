using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>Where what a client sends on a link goes.</summary>
internal interface INode
{
    /// <summary>Bytes of a delivery above which it is refused; what lies beyond is not kept in memory.</summary>
    int LargestDelivery { get; }

    /// <returns>The outcome that the client is told, once it holds.</returns>
    /// <exception cref="Exception">It failed; the client is told by <see cref="Errors"/>.</exception>
    Task<Outcome> AcceptAsync(IngressDelivery delivery);
}
