using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegFunctions.Benchmarks.Events;

/// <summary>
/// Reads a job's events to the end over connections that break at random. It speaks HTTP over its own sockets because it shares the processor with the service being measured:
/// with an <see cref="HttpClient"/>, every cut response throws several exceptions.
/// </summary>
/// <param name="longest">A connection lasts from <see cref="Shortest"/> to this, by chance.</param>
internal sealed class EventReader(Uri server, string apiKey, string jobId, TimeSpan longest)
{
    private const int BufferBytes = 4096;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _buffer = new byte[BufferBytes];
    private string _id = "";
    private string _name = "";
    private int _last;
    private bool _isOver;
    private volatile bool _isCut;

    /// <returns>How many events it saw, and over how many connections.</returns>
    /// <exception cref="InvalidOperationException">An event was missing, repeated, or out of order.</exception>
    public async Task<(int Events, int Connections)> ReadAsync(CancellationToken cancellationToken)
    {
        var connections = 0;
        for (; !_isOver; connections++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port, cancellationToken);
            _isCut = false;
            var duration = Shortest + ((longest - Shortest) * Random.Shared.NextDouble());
            await using var cut = new Timer(_ => Cut(socket), null, duration, Timeout.InfiniteTimeSpan);
            await FollowAsync(socket, cancellationToken);
        }

        return (_last, connections);
    }

    /// <summary>Ends a receive without an exception.</summary>
    private void Cut(Socket socket)
    {
        _isCut = true;
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The server was faster.
        }
    }

    private async Task FollowAsync(Socket socket, CancellationToken cancellationToken)
    {
        (_id, _name) = ("", "");
        var seen = _last > 0 ? string.Create(CultureInfo.InvariantCulture, $"Last-Event-ID: {_last}\r\n") : "";
        var request = $"GET /v1/jobs/{jobId}/events HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\nx-api-key: {apiKey}\r\n{seen}\r\n";
        var response = new ChunkedLines(TakeLine);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
            while (!_isOver && await socket.ReceiveAsync(_buffer, cancellationToken) is > 0 and var count)
            {
                response.Take(_buffer.AsSpan(0, count));
            }
        }
        catch (SocketException) when (_isCut)
        {
            // The server noticed the cut before anything more was sent or received.
        }

        if (!_isOver && !_isCut)
        {
            throw new InvalidOperationException($"{jobId}: the events ended after {_last}, before the job.");
        }
    }

    private void TakeLine(string line)
    {
        if (line.StartsWith("id: ", StringComparison.Ordinal))
        {
            _id = line[4..];
        }
        else if (line.StartsWith("event: ", StringComparison.Ordinal))
        {
            _name = line[7..];
        }
        else if (line.Length == 0 && _id.Length > 0)
        {
            TakeEvent();
            (_id, _name) = ("", "");
        }
    }

    private void TakeEvent()
    {
        if (_id != (_last + 1).ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"{jobId}: event {_id} came after {_last}.");
        }

        _last++;
        _isOver = _name is "job.completed" or "job.failed" or "job.canceled";
    }
}
