using System.Collections.Concurrent;
using System.Net;
using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Amqp.Links;
using Emulators.ServiceBus.Amqp.Transport;
using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp;

/// <summary>The AMQP side of the broker. Thread-safe.</summary>
internal sealed class AmqpServer : IDisposable
{
    private readonly GuardedListener _listener;
    private readonly AmqpTransportListener _handshakes;
    private readonly BrokerRuntime _runtime;
    private readonly AmqpSettings _settings;
    private readonly ConcurrentDictionary<AmqpConnection, bool> _connections = new();

    /// <summary>Binds the address at once; accepts clients only after <see cref="Start"/>.</summary>
    public AmqpServer(IPEndPoint endPoint, QueueNamespace queues, SharedAccessKey key, TimeProvider time)
    {
        var inFlight = new InFlight();
        var strangers = new Strangers();
        _runtime = new BrokerRuntime(new LinkFactory(queues, inFlight), key, strangers, time);
        _settings = new AmqpSettings { RuntimeProvider = _runtime };
        _settings.TransportProviders.Add(AnonymousSasl.Create());
        var amqp = new AmqpTransportProvider();
        amqp.Versions.Add(new AmqpVersion(1, 0, 0));
        _settings.TransportProviders.Add(amqp);
        _listener = new GuardedListener(endPoint, inFlight, strangers);
        _handshakes = new AmqpTransportListener([_listener], _settings);
    }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public void Start()
    {
        _handshakes.Open();
        _handshakes.Listen(OnAccepted);
    }

    /// <summary>Accepts no more clients.</summary>
    public void Stop() => _handshakes.Close();

    /// <summary>Cuts off the connected clients; they reconnect to the next process that listens on the address.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var connection in _connections.Keys)
        {
            connection.CutOff();
        }
    }

    private void OnAccepted(TransportListener listener, TransportAsyncCallbackArgs args)
    {
        var connection = _runtime.CreateConnection(
            args.Transport,
            (Microsoft.Azure.Amqp.Framing.ProtocolHeader)args.UserToken,
            isInitiator: false,
            _settings,
            new AmqpConnectionSettings
            {
                ContainerId = "service-bus-broker",
                MaxFrameSize = Limits.Frame,
                ChannelMax = Limits.Channel,
                IdleTimeOut = (uint)Limits.Idle.TotalMilliseconds,
                WriteBufferFullLimit = Limits.WriteBacklog,
                WriteBufferEmptyLimit = Limits.WriteBacklog / 4,
            });
        _connections[connection] = true;
        connection.Closed += (_, _) => _connections.TryRemove(connection, out var _);
        connection.BeginOpen(Limits.SignIn, static result => EndOpen((AmqpConnection)result.AsyncState!, result), connection);
    }

    private static void EndOpen(AmqpConnection connection, IAsyncResult result)
    {
        try
        {
            connection.EndOpen(result);
        }
        // The client has left, was too slow, or spoke another protocol.
        catch (Exception exception)
        {
            connection.SafeClose(exception);
        }
    }
}
