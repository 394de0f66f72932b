using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Amqp.Links;
using Emulators.ServiceBus.Amqp.Transport;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp;

/// <summary>The AMQP library's callbacks for new connections, sessions and links.</summary>
internal sealed class BrokerRuntime(LinkFactory links, SharedAccessKey key, Strangers strangers, TimeProvider time) : IRuntimeProvider
{
    private readonly InFlight _unfinished = new();

    public AmqpConnection CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new BrokerConnection(transport, protocolHeader, amqpSettings, connectionSettings, key, strangers, new UnfinishedDeliveries(_unfinished), time)
        {
            // Otherwise the connection creates its sessions itself, without limits.
            SessionFactory = this,
        };

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings)
    {
        settings.HandleMax = Limits.Handle;
        return ((BrokerConnection)connection).AddSession(new AmqpSession(connection, settings, this));
    }

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings) => ((BrokerConnection)session.Connection).AddLink(links, session, settings);

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state) =>
        TaskToAsyncResult.Begin(Task.CompletedTask, callback, state);

    public void EndOpenLink(IAsyncResult result) => TaskToAsyncResult.End(result);
}
