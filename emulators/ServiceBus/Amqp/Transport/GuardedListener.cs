using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>Accepts clients up to a limit; beyond it a newcomer takes the place of an unauthenticated connection, or is turned away at once.</summary>
internal sealed class GuardedListener : TransportListener
{
    private const int Backlog = 512;

    private readonly Socket _listening;
    private readonly InFlight _inFlight;
    private readonly Strangers _strangers;
    private int _connections;

    /// <param name="endPoint">Where to listen; port 0 for a free one.</param>
    /// <param name="inFlight">See <see cref="GuardedTransport"/>.</param>
    /// <param name="strangers">Gets every connection; the code that authenticates one removes it.</param>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public GuardedListener(IPEndPoint endPoint, InFlight inFlight, Strangers strangers)
        : base("guarded")
    {
        _inFlight = inFlight;
        _strangers = strangers;
        _listening = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // A restarted broker can bind the port at once, although connections of its predecessor have not timed out.
        _listening.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listening.Bind(endPoint);
        _listening.Listen(Backlog);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listening.LocalEndPoint!;

    protected override void OnListen() => _ = AcceptAsync();

    protected override bool CloseInternal()
    {
        _listening.Dispose();
        return true;
    }

    protected override void AbortInternal() => _listening.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listening.AcceptAsync();
            }
            catch (SocketException exception) when (exception.SocketErrorCode != SocketError.OperationAborted)
            {
                // The client has left already, or the process has run out of file descriptors.
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
                continue;
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }

            Welcome(client);
        }
    }

    private void Welcome(Socket client)
    {
        if (Interlocked.Increment(ref _connections) > Limits.Connections)
        {
            _strangers.TakeFirst()?.CutOff();
            if (Volatile.Read(ref _connections) > Limits.Connections)
            {
                Interlocked.Decrement(ref _connections);
                client.Dispose();
                return;
            }
        }

        try
        {
            var transport = new GuardedTransport(client, _inFlight, OnGone);
            _strangers.Add(transport);
            transport.Open();
            OnTransportAccepted(new TransportAsyncCallbackArgs { Transport = transport, CompletedSynchronously = false });
        }
        // The client has left already: its address can no longer be read.
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Interlocked.Decrement(ref _connections);
            client.Dispose();
        }
    }

    private void OnGone(GuardedTransport transport)
    {
        _strangers.Remove(transport.Identifier.Value);
        Interlocked.Decrement(ref _connections);
    }
}
