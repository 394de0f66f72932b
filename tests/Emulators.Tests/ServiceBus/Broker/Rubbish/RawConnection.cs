using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>A client that says whatever bytes it is given, and counts what it is answered. It reads only when asked to. Not thread-safe.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[16 * 1024];
    private int _end;

    private RawConnection(Socket socket) => _socket = socket;

    /// <summary>Protocol headers and frames so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Of them, those that end a link, a session or the connection with an error.</summary>
    public int Errors { get; private set; }

    /// <summary>Of them, those that end a link, a session or the connection.</summary>
    public int Ends { get; private set; }

    /// <summary>Whether the broker has said that it closes the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the broker has closed the socket.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The broker's channel of the session that watches, once it has begun; see <see cref="Sentinel"/>.</summary>
    public int? WatchingChannel { get; private set; }

    /// <summary>Flows of the session that watches.</summary>
    public int WatchingFlows { get; private set; }

    /// <summary>Of first frames of deliveries, in their order.</summary>
    public List<byte[]> DeliveryTags { get; } = [];

    public int Transfers { get; private set; }

    /// <summary>Dispositions that refuse a delivery.</summary>
    public int Rejections { get; private set; }

    public bool IsOver => IsClosed || IsCut;

    /// <exception cref="SocketException">There is nobody.</exception>
    public static async Task<RawConnection> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            // Reset at the end: a hundred thousand connections leave no port behind that waits.
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

    /// <returns>False when the broker did not take all of it in that time, or has gone.</returns>
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

    /// <summary>Reads until something is so, the broker is gone, or time is up.</summary>
    /// <returns>Whether it is so.</returns>
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

            Frames++;
            Note(rest[..length]);
            from += length;
        }

        _buffer.AsSpan(from, _end - from).CopyTo(_buffer);
        _end -= from;
    }

    private void Note(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 11 || frame[5] != 0)
        {
            return;
        }

        var channel = BinaryPrimitives.ReadUInt16BigEndian(frame[6..]);
        switch (frame[10])
        {
            case FrameText.Begin:
                WatchingChannel ??= frame.IndexOf(Sentinel.BeginAnswer) >= 0 ? channel : null;
                break;
            case FrameText.Flow when channel == WatchingChannel:
                WatchingFlows++;
                break;
            case FrameText.Transfer:
                Transfers++;
                if (FrameText.FindDeliveryTag(frame) is { } tag)
                {
                    DeliveryTags.Add(tag);
                }

                break;
            case FrameText.Disposition:
                Rejections += frame.IndexOf(FrameText.RejectedDescriptor) >= 0 ? 1 : 0;
                break;
            case FrameText.Detach or FrameText.End or FrameText.Close:
                Ends++;
                Errors += frame.IndexOf(FrameText.ErrorDescriptor) >= 0 ? 1 : 0;
                IsClosed |= frame[10] == FrameText.Close;
                break;
        }
    }
}
