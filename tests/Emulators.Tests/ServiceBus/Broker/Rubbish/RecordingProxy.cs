using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Sits between clients and a broker and records what clients send, without their tokens.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Recording> _recordings = [];
    private readonly int _broker;

    public RecordingProxy(int broker)
    {
        _broker = broker;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<Recording> Recordings => _recordings;

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            var broker = new TcpClient();
            await broker.ConnectAsync(IPAddress.Loopback, _broker);
            var (tags, frames, after, states) = (new List<byte[]>(), new List<RecordedFrame>(), 0, new StateReader());
            _recordings.Add(new Recording(tags, frames));
            _ = PassAsync(client, broker, frame =>
            {
                var kept = TokenFrames.Replace(frame, "SharedAccessSignature");
                frames.Add(new RecordedFrame(after, states.Read(kept), kept));
            });
            _ = PassAsync(broker, client, frame =>
            {
                after++;
                if (frame.Length > 10 && frame[10] == FrameText.Transfer && FrameText.FindDeliveryTag(frame) is { } tag)
                {
                    tags.Add(tag);
                }
            });
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to, Action<byte[]> note)
    {
        try
        {
            var head = new byte[8];
            while (true)
            {
                await from.GetStream().ReadExactlyAsync(head);
                var length = head.AsSpan().StartsWith("AMQP"u8) ? head.Length : BinaryPrimitives.ReadInt32BigEndian(head);
                var frame = new byte[length];
                head.CopyTo(frame, 0);
                await from.GetStream().ReadExactlyAsync(frame.AsMemory(head.Length));
                lock (note.Target!)
                {
                    note(frame);
                }

                await to.GetStream().WriteAsync(frame);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
