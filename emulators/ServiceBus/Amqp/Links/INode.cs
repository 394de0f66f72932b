using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>The destination of what a client sends on a link.</summary>
internal interface INode
{
    /// <summary>Maximum size of a delivery in bytes; a larger one is refused, and not kept in memory.</summary>
    int LargestDelivery { get; }

    /// <returns>The outcome to report to the client, once it is final.</returns>
    /// <exception cref="Exception">The delivery failed; <see cref="Errors"/> maps the exception to an AMQP error.</exception>
    Task<Outcome> AcceptAsync(IngressDelivery delivery);
}
