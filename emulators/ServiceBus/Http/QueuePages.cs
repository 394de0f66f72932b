using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Emulators.ServiceBus.Queues;

namespace Emulators.ServiceBus.Http;

/// <summary>
/// Serves health and the queues' counts to programs and people on this machine: <c>GET /health</c> and <c>GET /queues</c> on 127.0.0.1. Nothing can be changed
/// here, and no message is shown. Uses the framework's small listener: a web server would take a third of the broker's memory.
/// </summary>
internal sealed class QueuePages : IDisposable
{
    private readonly HttpListener _listener;
    private readonly QueueNamespace _queues;

    private QueuePages(HttpListener listener, Uri address, QueueNamespace queues) => (_listener, Address, _queues) = (listener, address, queues);

    public Uri Address { get; }

    /// <param name="port">On 127.0.0.1; 0 for a free one.</param>
    /// <param name="queues">The queues to show.</param>
    /// <exception cref="HttpListenerException">The port cannot be bound.</exception>
    public static QueuePages Start(int port, QueueNamespace queues)
    {
        var address = new Uri($"http://127.0.0.1:{(port == 0 ? FindFreePort() : port)}/");
        var listener = new HttpListener();
        listener.Prefixes.Add(address.AbsoluteUri);
        listener.Prefixes.Add($"http://localhost:{address.Port}/");
        listener.Start();
        var pages = new QueuePages(listener, address, queues);
        _ = pages.ServeAsync();
        return pages;
    }

    public void Dispose() => _listener.Close();

    private static int FindFreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
                // Otherwise the client disconnected before the response.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        if (context.Request.HttpMethod is not ("GET" or "HEAD"))
        {
            response.Headers.Add("Allow", "GET, HEAD");
            response.StatusCode = (int)HttpStatusCode.MethodNotAllowed;
            return;
        }

        byte[]? body = context.Request.Url?.AbsolutePath switch
        {
            // The path of Microsoft's emulator.
            "/health" => JsonSerializer.SerializeToUtf8Bytes(new HealthAnswer("healthy"), QueueJson.Default.HealthAnswer),
            "/queues" => JsonSerializer.SerializeToUtf8Bytes(List(), QueueJson.Default.QueueAnswerArray),
            _ => null,
        };
        response.StatusCode = (int)(body is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        if (body is not null)
        {
            response.ContentType = "application/json";
            response.ContentLength64 = body.Length;
            if (context.Request.HttpMethod == "GET")
            {
                response.OutputStream.Write(body);
            }
        }
    }

    private QueueAnswer[] List() =>
    [
        .. _queues.All.Where(static queue => queue.Entity.IsMain).Select(static queue =>
        {
            var (counts, dead) = (queue.Count(), queue.DeadLetters.Count());
            return new QueueAnswer(
                queue.Entity.Path,
                counts.Active,
                counts.Locked,
                counts.Scheduled,
                counts.Deferred,
                counts.Receivers,
                dead.Active + dead.Deferred,
                queue.Bytes + queue.DeadLetters.Bytes);
        }),
    ];
}
