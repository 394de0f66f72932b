using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>The destination of what a client sends on a link.</summary>
internal interface INode
{
    /// <summary>Bytes of a delivery above which it is refused; the excess is not kept in memory.</summary>
    int LargestDelivery { get; }

    /// <returns>The outcome reported to the client, once it holds.</returns>
    /// <exception cref="Exception">It failed; <see cref="Errors"/> maps it to what the client is told.</exception>
    Task<Outcome> AcceptAsync(IngressDelivery delivery);
}
