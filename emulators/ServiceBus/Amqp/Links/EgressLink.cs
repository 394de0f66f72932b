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
    private readonly DeliveryBacklog _backlog;
    private int _reserved;
    private volatile bool _isBroken;

    public EgressLink(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue, SettlementRequests settlements)
        : base("egress", session, settings)
    {
        _connection = (BrokerConnection)session.Connection;
        _queue = queue;
        _settlements = settlements;
        _backlog = new DeliveryBacklog(Limits.WriteBacklog, Resume);
    }

    public bool Deletes => Settings.SettleType == SettleMode.SettleOnSend;

    public bool IsReady =>
        State == AmqpObjectState.Opened && !_isBroken && LinkCredit > _reserved && UnsettledMap.Count < Limits.Unsettled && !_backlog.IsFull && !_connection.IsCongested;

    public void Reserve() => _reserved++;

    public void GiveUpReserved() => _reserved--;

    public bool TryDeliver(Message message, byte[] content, MessageLock? held)
    {
        _reserved -= held is null ? 1 : 0;
        if (State != AmqpObjectState.Opened || _isBroken)
        {
            return false;
        }

        try
        {
            var head = OutgoingMessage.EncodeHead(message, held?.Until, message.DeliveryCount - 1);
            var delivery = new EgressDelivery(held, head, content, _backlog);
            var isTaken = TrySendDelivery(delivery);
            if (!isTaken)
            {
                delivery.Withdraw();
            }

            return isTaken;
        }
        // The library's exception is caused by this client and must not harm the queue. The link is closed on another thread, since the queue's lock is held now.
        catch (Exception exception)
        {
            _isBroken = true;
            ThreadPool.UnsafeQueueUserWorkItem(static broken => broken.link.SafeClose(broken.exception), (link: this, exception), preferLocal: false);
            return false;
        }
    }

    /// <summary>Resumes after the client has read what was sent to it.</summary>
    public void Resume() => _queue.Pump();

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery) => throw new AmqpException(AmqpErrorCode.NotAllowed, "This link sends.");

    /// <summary>Hands out what is available before a drain is answered. A message that must be deleted first finds no credit afterwards, and is put back.</summary>
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
        // If the client has not settled the delivery, the broker does, with its answer.
        var isAnswered = delivery.Settled;
        var answer = await _settlements.ApplyAsync(held, delivery.State);
        if (answer is null)
        {
            return;
        }

        if (!isAnswered)
        {
            DisposeDelivery(delivery, settled: true, answer);
        }

        // There is room for one more, in case the limit held messages back.
        _queue.Pump();
    }
}
