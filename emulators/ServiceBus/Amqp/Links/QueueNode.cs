using Emulators.ServiceBus.Messages;
using Emulators.ServiceBus.Queues;
using Emulators.ServiceBus.Wire;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A queue that a client sends to: one message per delivery, or a batch of which all or none are accepted.</summary>
internal sealed class QueueNode(QueueNamespace queues, MessageQueue queue) : INode
{
    /// <summary>The limit for messages, plus a batch's own framing around them.</summary>
    public int LargestDelivery => Limits.Message + (16 * 1024);

    public async Task<Outcome> AcceptAsync(IngressDelivery delivery)
    {
        if (delivery.State is TransactionalState)
        {
            throw new AmqpException(AmqpErrorCode.NotImplemented, "Transactions are not supported.");
        }

        NewMessage[] messages = delivery.MessageFormat == AmqpConstants.AmqpBatchedMessageFormat
            ? [.. Batch.Split(delivery.Payload).Select(Read)]
            : [Read(delivery.Payload)];
        if (messages.Sum(static message => message.Size) > Limits.Message)
        {
            throw new AmqpException(Errors.TooLarge);
        }

        await queues.SendAsync(queue, messages);
        return AmqpConstants.AcceptedOutcome;
    }

    private static NewMessage Read(ReadOnlyMemory<byte> encoded) => IncomingMessage.Read(encoded.Span);
}
