using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>A client that sends any bytes it is given, and counts the responses. It reads only when asked to. Not thread-safe.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[16 * 1024];
    private int _end;

    private RawConnection(Socket socket) => _socket = socket;

    /// <summary>The broker's output, as far as it was read.</summary>
    public ReceivedFrames Received { get; } = new();

    /// <summary>Whether the broker has closed the socket.</summary>
    public bool IsCut { get; private set; }

    public bool IsOver => Received.IsClosed || IsCut;

    /// <exception cref="SocketException">Nobody is listening.</exception>
    public static async Task<RawConnection> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            // Reset at the end: even a hundred thousand connections leave no port in TIME_WAIT.
            LingerState = new LingerOption(enable: true, seconds: 0),
        };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>False if the broker did not accept all of it in that time, or is gone.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, TimeSpan patience)
    {
        using var waiting = new CancellationTokenSource();
        try
        {
            while (bytes.Length > 0)
            {
                var sending = _socket.SendAsync(bytes, waiting.Token);
                if (!sending.IsCompleted)
                {
                    waiting.CancelAfter(patience);
                }

                bytes = bytes[await sending..];
            }

            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            IsCut |= exception is SocketException;
            return false;
        }
    }

    /// <summary>Reads until a condition holds, the broker is gone, or time is up.</summary>
    /// <returns>Whether it holds.</returns>
    public async Task<bool> ReadUntilAsync(Func<bool> isSo, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo() && !IsCut)
        {
            var left = patience - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await ReadAsync(left))
            {
                break;
            }
        }

        return isSo();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync(TimeSpan patience)
    {
        using var waiting = new CancellationTokenSource();
        try
        {
            var receiving = _socket.ReceiveAsync(_buffer.AsMemory(_end), waiting.Token);
            if (!receiving.IsCompleted)
            {
                waiting.CancelAfter(patience);
            }

            var count = await receiving;
            IsCut |= count == 0;
            _end += count;
            TakeFrames();
            return true;
        }
        catch (SocketException)
        {
            IsCut = true;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void TakeFrames()
    {
        var from = 0;
        while (_end - from >= 8)
        {
            var rest = _buffer.AsSpan(from, _end - from);
            var length = rest.StartsWith("AMQP"u8) ? 8 : BinaryPrimitives.ReadInt32BigEndian(rest);
            if (rest.Length < length)
            {
                if (length > _buffer.Length)
                {
                    Array.Resize(ref _buffer, length);
                }

                break;
            }

            Received.Note(rest[..length]);
            from += length;
        }

        _buffer.AsSpan(from, _end - from).CopyTo(_buffer);
        _end -= from;
    }
}
