using Emulators.ServiceBus.Amqp.Links;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>A link on which a client receives the replies to its requests.</summary>
internal sealed class ReplyLink(AmqpSession session, AmqpLinkSettings settings) : AmqpLink("reply", session, settings)
{
    private readonly Queue<ReplyDelivery> _waiting = new();
    private readonly DeliveryBacklog _backlog = new(Limits.WaitingReplyBytes, static () => { });
    private uint _lastTag;

    /// <summary>Sends a reply now, or when the client grants more credit. A client that never does loses its link.</summary>
    public void Send(AmqpMessage answer)
    {
        lock (_waiting)
        {
            if (!_backlog.IsFull)
            {
                var delivery = new ReplyDelivery(++_lastTag, Encode(answer), _backlog);
                if (_waiting.Count == 0 && TrySendDelivery(delivery))
                {
                    return;
                }

                if (_waiting.Count < Limits.WaitingReplies)
                {
                    _waiting.Enqueue(delivery);
                    return;
                }
            }
        }

        SafeClose(new AmqpException(AmqpErrorCode.ResourceLimitExceeded, "Too many replies are waiting for credit."));
    }

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery) => throw new AmqpException(AmqpErrorCode.NotAllowed, "This link sends.");

    protected override void OnCreditAvailable(int session, uint link, bool drain, ArraySegment<byte> txnId)
    {
        lock (_waiting)
        {
            while (_waiting.TryPeek(out var answer) && TrySendDelivery(answer))
            {
                _waiting.Dequeue();
            }
        }
    }

    protected override void OnProcessTransfer(Delivery delivery, Transfer transfer, Frame rawFrame) =>
        throw new AmqpException(AmqpErrorCode.NotAllowed, "This link sends.");

    protected override void OnDisposeDeliveryInternal(Delivery delivery)
    {
        if (!delivery.Settled)
        {
            delivery.Batchable = false;
            DisposeDelivery(delivery, settled: true, AmqpConstants.AcceptedOutcome);
        }
    }

    private static byte[] Encode(AmqpMessage answer) => [.. answer.GetPayload(int.MaxValue, out _).SelectMany(static segment => segment)];
}
