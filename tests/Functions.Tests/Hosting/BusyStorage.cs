using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegFunctions.Tests.Hosting;

/// <summary>A storage account that refuses every request, like an overloaded one.</summary>
internal sealed class BusyStorage : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        "HTTP/1.1 503 Service Unavailable\r\nx-ms-error-code: ServerBusy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public BusyStorage()
    {
        _listener.Start();
        _ = AnswerAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[64 << 10], 1);
                await stream.WriteAsync(Answer);
            }
            catch (IOException)
            {
                // That client has disconnected; the next may ask.
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The listener has ended.
                return;
            }
        }
    }
}
