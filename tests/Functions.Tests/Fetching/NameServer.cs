using System.Net;
using System.Net.Sockets;

namespace SegFunctions.Tests.Fetching;

/// <summary>A name server that answers every question for an IPv4 address with the test's next answer, and all others with nothing.</summary>
internal sealed class NameServer : IDisposable
{
    private const int HeaderBytes = 12;
    private const byte AddressRecord = 1;
    private const byte InternetClass = 1;

    private readonly UdpClient _socket;
    private readonly Queue<string[]> _answers;
    private int _asked;

    /// <param name="address">The address to listen on, at port 53.</param>
    /// <param name="answers">Addresses for the first answer, the second and so on; the last one is repeated.</param>
    public NameServer(IPAddress address, params string[][] answers)
    {
        _answers = new Queue<string[]>(answers);
        _socket = new UdpClient(new IPEndPoint(address, 53));
        _ = ServeAsync();
    }

    /// <summary>How often an IPv4 address was requested.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var question = await _socket.ReceiveAsync();
                await _socket.SendAsync(Answer(question.Buffer), question.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] question)
    {
        var end = HeaderBytes;
        while (question[end] != 0)
        {
            end += question[end] + 1;
        }

        end += 5;
        var addresses = question[end - 3] == AddressRecord ? Next() : [];
        return
        [
            .. question[..2], 0x81, 0x80, 0, 1, 0, (byte)addresses.Length, 0, 0, 0, 0,
            .. question[HeaderBytes..end],
            .. addresses.SelectMany(address => (byte[])
                [0xc0, HeaderBytes, 0, AddressRecord, 0, InternetClass, 0, 0, 0, 0, 0, 4, .. IPAddress.Parse(address).GetAddressBytes()]),
        ];
    }

    private string[] Next()
    {
        Interlocked.Increment(ref _asked);
        return _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
    }
}
