using Emulators.ServiceBus.Amqp.Requests;
using Emulators.ServiceBus.Amqp.Transport;
using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>
/// Creates the link that a client requests, or refuses it with a condition that clients know. It throws before any link exists: an exception after that would
/// end the whole session.
/// </summary>
internal sealed class LinkFactory(QueueNamespace queues, InFlight inFlight)
{
    private const int LargestTokenRequest = 16 * 1024;
    private const int LargestManagementRequest = Limits.Message + (64 * 1024);
    private static readonly AmqpSymbol SessionFilter = "com.microsoft:session-filter";

    private readonly SettlementRequests _settlements = new(queues.Settlements);

    /// <exception cref="AmqpException">The link is refused; the error says why.</exception>
    public AmqpLink Create(BrokerConnection connection, AmqpSession session, AmqpLinkSettings settings, LinkAddress address)
    {
        var isIngress = settings.Role == true;
        if (address.Purpose == LinkPurpose.Tokens)
        {
            return isIngress
                ? Ingress(connection, session, settings, new RequestNode(LargestTokenRequest, new TokenHandler(connection), connection.Replies))
                : Reply(connection, session, settings);
        }

        connection.Authorize(address.Node);
        var queue = queues.Find(address.Path)
            ?? throw new AmqpException(AmqpErrorCode.NotFound, $"The messaging entity '{address.Path}' could not be found. It is not in the broker's definitions.");
        return (address.Purpose, isIngress) switch
        {
            (LinkPurpose.Management, true) =>
                Ingress(connection, session, settings, new RequestNode(LargestManagementRequest, new ManagementHandler(queues, queue), connection.Replies)),
            (LinkPurpose.Management, false) => Reply(connection, session, settings),
            (_, true) => Ingress(connection, session, settings, new QueueNode(queues, queue)),
            (_, false) => Egress(session, settings, queue),
        };
    }

    private IngressLink Ingress(BrokerConnection connection, AmqpSession session, AmqpLinkSettings settings, INode node)
    {
        settings.MaxMessageSize = Limits.Message;
        settings.TotalLinkCredit = Limits.SendCredit;
        settings.AutoSendFlow = true;
        return new IngressLink(session, settings, node, inFlight, connection.Unfinished);
    }

    private EgressLink Egress(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue)
    {
        if (settings.Source is Source { FilterSet: { } filters } && filters.TryGetValue(SessionFilter, out object _))
        {
            throw new AmqpException(
                AmqpErrorCode.NotAllowed, $"'{queue.Entity.Path}' has no sessions, so no session of it can be received from. Sessions are not supported.");
        }

        var link = new EgressLink(session, settings, queue, _settlements);
        queue.Attach(link);
        // On another thread, since the library may hold a lock now that the thread with the queue's lock waits for.
        // If the connection has been lost meanwhile, the handler is called at once.
        link.SafeAddClosed((_, _) => ThreadPool.UnsafeQueueUserWorkItem(static ends => ends.queue.Detach(ends.link), (queue, link), preferLocal: false));
        return link;
    }

    private static ReplyLink Reply(BrokerConnection connection, AmqpSession session, AmqpLinkSettings settings)
    {
        var link = new ReplyLink(session, settings);
        connection.Replies.Add(link);
        return link;
    }
}
