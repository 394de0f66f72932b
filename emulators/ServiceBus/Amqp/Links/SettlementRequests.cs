using Emulators.ServiceBus.Messages;
using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>Applies a client's delivery state to a locked message (AMQP 1.0 part 3, section 3.4, as Service Bus reads it).</summary>
internal sealed class SettlementRequests(Settlements settlements)
{
    /// <returns>The state to answer with; null if the client requested nothing.</returns>
    public async Task<DeliveryState?> ApplyAsync(MessageLock held, DeliveryState? state)
    {
        try
        {
            var isDone = state switch
            {
                Accepted => await settlements.CompleteAsync(held),
                Rejected rejected => await DeadLetterAsync(held, rejected.Error),
                Modified { UndeliverableHere: true } modified => await settlements.DeferAsync(held, PropertyChanges.From(modified.MessageAnnotations)),
                Modified modified => await settlements.AbandonAsync(held, PropertyChanges.From(modified.MessageAnnotations)),
                Released => Settlements.Release(held),
                TransactionalState => throw new AmqpException(AmqpErrorCode.NotImplemented, "Transactions are not supported."),
                _ => (bool?)null,
            };
            return isDone switch
            {
                null => null,
                false => new Rejected { Error = Errors.LockLost },
                // If a client's rejection were echoed back, the client would take it for a failure.
                true => state is Rejected ? AmqpConstants.AcceptedOutcome : state,
            };
        }
        // The client receives the fault as an AMQP condition; the lock stays held.
        catch (Exception exception)
        {
            return new Rejected { Error = Errors.From(exception) };
        }
    }

    private Task<bool> DeadLetterAsync(MessageLock held, Error? error)
    {
        var info = PropertyChanges.From(error?.Info);
        return settlements.DeadLetterAsync(held, new DeadLetterReason(null, null), info);
    }
}
