using Emulators.ServiceBus.Messages;
using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A link on which a client receives from a queue.</summary>
internal sealed class EgressLink : AmqpLink, IConsumer
{
    private readonly BrokerConnection _connection;
    private readonly MessageQueue _queue;
    private readonly SettlementRequests _settlements;
    private int _reserved;

    public EgressLink(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue, SettlementRequests settlements)
        : base("egress", session, settings)
    {
        _connection = (BrokerConnection)session.Connection;
        _queue = queue;
        _settlements = settlements;
    }

    public bool Deletes => Settings.SettleType == SettleMode.SettleOnSend;

    public bool IsReady => State == AmqpObjectState.Opened && LinkCredit > _reserved && UnsettledMap.Count < Limits.Unsettled && !_connection.IsCongested;

    public void Reserve() => _reserved++;

    public void GiveUpReserved() => _reserved--;

    public bool TryDeliver(Message message, byte[] content, MessageLock? held)
    {
        _reserved -= held is null ? 1 : 0;
        var head = OutgoingMessage.EncodeHead(message, held?.Until, message.DeliveryCount - 1);
        return State == AmqpObjectState.Opened && TrySendDelivery(new EgressDelivery(held, head, content));
    }

    /// <summary>The client has read what was sent to it.</summary>
    public void Resume() => _queue.Pump();

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery) => throw new AmqpException(AmqpErrorCode.NotAllowed, "This link sends.");

    /// <summary>Before a drain is answered, what is there is handed out: the library answers when this returns.</summary>
    protected override void OnCreditAvailable(int session, uint link, bool drain, ArraySegment<byte> txnId) => _queue.Pump();

    protected override void OnProcessTransfer(Delivery delivery, Transfer transfer, Frame rawFrame) =>
        throw new AmqpException(AmqpErrorCode.NotAllowed, "This link sends.");

    protected override void OnDisposeDeliveryInternal(Delivery delivery)
    {
        if (delivery is EgressDelivery { Held: { } held })
        {
            _ = SettleAsync(delivery, held);
        }
    }

    private async Task SettleAsync(Delivery delivery, MessageLock held)
    {
        // Until the broker answers, the delivery is the broker's to settle, whatever the client says.
        var isAnswered = delivery.Settled;
        var answer = await _settlements.ApplyAsync(held, delivery.State);
        if (!isAnswered && answer is not null)
        {
            DisposeDelivery(delivery, settled: true, answer);
        }

        // There is room for one more, should the limit have been what stood in the way.
        _queue.Pump();
    }
}
