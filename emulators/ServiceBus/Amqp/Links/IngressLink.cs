using Emulators.ServiceBus.Amqp.Transport;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A link on which a client sends. The library's own queues deliveries and closes on large ones; this one passes them on and refuses large ones.</summary>
internal sealed class IngressLink(AmqpSession session, AmqpLinkSettings settings, INode node, InFlight inFlight, UnfinishedDeliveries unfinished)
    : AmqpLink("ingress", session, settings)
{
    private IngressDelivery? _current;

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery)
    {
        var isFirst = _current is null;
        delivery = _current ??= new IngressDelivery(node.LargestDelivery, unfinished);
        return isFirst;
    }

    /// <summary>Sends the client's first credit after the link's attach.</summary>
    protected override bool OpenInternal()
    {
        Closed += (_, _) => _current?.Finish();
        var isOpen = base.OpenInternal();
        SendFlow(echo: false);
        return isOpen;
    }

    protected override void OnProcessTransfer(Delivery delivery, Transfer transfer, Frame rawFrame)
    {
        var current = (IngressDelivery)delivery;
        if (transfer.Aborted == true)
        {
            _current = null;
            current.Finish();
            Settle(current, AmqpConstants.ReleasedOutcome);
            return;
        }

        // Copied, since the frame's buffer returns to its pool.
        current.Append(rawFrame.Payload);
        if (transfer.More != true)
        {
            _current = null;
            current.Finish();
            _ = AcceptAsync(current);
        }
    }

    protected override void OnCreditAvailable(int session, uint link, bool drain, ArraySegment<byte> txnId)
    {
    }

    protected override void OnDisposeDeliveryInternal(Delivery delivery)
    {
    }

    private async Task AcceptAsync(IngressDelivery delivery)
    {
        var bytes = delivery.Payload.Length;
        inFlight.Enter(bytes);
        try
        {
            Settle(delivery, delivery.IsTooLarge ? new Rejected { Error = Errors.TooLarge } : await node.AcceptAsync(delivery));
        }
        // The client receives the fault as an AMQP condition; the link stays open.
        catch (Exception exception)
        {
            Settle(delivery, new Rejected { Error = Errors.From(exception) });
        }
        finally
        {
            inFlight.Leave(bytes);
        }
    }

    private void Settle(IngressDelivery delivery, Outcome outcome)
    {
        delivery.Batchable = false;
        DisposeDelivery(delivery, settled: true, outcome);
    }
}
