using System.Runtime.InteropServices;
using Emulators.ServiceBus.Amqp.Links;
using Emulators.ServiceBus.Wire;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>A request-response node, such as <c>$cbs</c> and <c>queue/$management</c>.</summary>
/// <param name="largest">Maximum size of a request, bytes.</param>
/// <param name="handler">Answers the requests.</param>
/// <param name="replies">The connection's reply links.</param>
internal sealed class RequestNode(int largest, IRequestHandler handler, ReplyLinks replies) : INode
{
    public int LargestDelivery => largest;

    public async Task<Outcome> AcceptAsync(IngressDelivery delivery)
    {
        if (!MessageSections.TryRead(delivery.Payload.Span, out _))
        {
            throw new AmqpException(AmqpErrorCode.DecodeError, "The request cannot be decoded.");
        }

        using var request = AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([MemoryMarshal.TryGetArray(delivery.Payload, out var bytes) ? bytes : default]), payloadInitialized: true);
        request.Deserialize(SectionFlag.All);
        var address = request.Properties.ReplyTo?.ToString();
        if (address is null || replies.Find(address) is not { } link)
        {
            throw new AmqpException(AmqpErrorCode.NotFound, "The request's reply-to names no link of this connection.");
        }

        var answer = await handler.AnswerAsync(request);
        answer.Properties.CorrelationId = request.Properties.MessageId;
        link.Send(answer);
        return AmqpConstants.AcceptedOutcome;
    }
}
