using Emulators.ServiceBus.Amqp.Transport;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A link on which a client sends. The library's own receiving link queues deliveries and closes on large ones; this one hands them on and refuses those.</summary>
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

    /// <summary>The client's first credit follows its link.</summary>
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

        // The frame's buffer goes back to its pool.
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
        // The client is told in its own words; the link lives on.
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
