using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// A client's socket. It passes only complete, legal frames to the AMQP library. If a client does not read, nothing more is read from it, and it is cut off after a while; so is one
/// that does not authenticate in time, and one that sends something illegal.
/// </summary>
internal sealed class GuardedTransport : TransportBase
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly FrameBuffer _received = new();
    private readonly Socket _socket;
    private readonly InFlight _inFlight;
    private readonly CancellationTokenSource _signIn = new(Limits.SignIn);
    private readonly Action<GuardedTransport> _onGone;
    private long _writingSince;
    private TransportAsyncCallbackArgs? _heldWrite;
    private int _isGone;

    /// <param name="socket">A connected socket, owned by the transport from now on.</param>
    /// <param name="inFlight">Nothing is read while too much is waiting for the disk.</param>
    /// <param name="onGone">Called once. The event <see cref="AmqpObject.Closed"/> is not raised when a sign-in transport closes this one.</param>
    public GuardedTransport(Socket socket, InFlight inFlight, Action<GuardedTransport> onGone)
        : base("guarded")
    {
        _onGone = onGone;
        _socket = socket;
        _inFlight = inFlight;
        _socket.NoDelay = true;
        LocalEndPoint = socket.LocalEndPoint!.ToString()!;
        RemoteEndPoint = socket.RemoteEndPoint!.ToString()!;
        _signIn.Token.Register(static transport => ((GuardedTransport)transport!).CutOff(), this);
    }

    public override string LocalEndPoint { get; }

    public override string RemoteEndPoint { get; }

    public override void SetMonitor(ITransportMonitor usageMeter)
    {
    }

    /// <summary>The library has one write in flight at a time, and collects what follows in the meantime.</summary>
    public override bool WriteAsync(TransportAsyncCallbackArgs args)
    {
        _heldWrite = args;
        return WriteScope.TryHold(this) || WriteNow(args);
    }

    /// <summary>Writes what was held back.</summary>
    public void WriteHeld()
    {
        if (_heldWrite is not { } args)
        {
            return;
        }

        try
        {
            if (WriteNow(args))
            {
                return;
            }
        }
        // A failure here must not affect the writes held back for other clients.
        catch (Exception exception)
        {
            args.Exception = exception;
        }

        CallBack(args);
    }

    private bool WriteNow(TransportAsyncCallbackArgs args)
    {
        _heldWrite = null;
        Volatile.Write(ref _writingSince, Stopwatch.GetTimestamp());
        var sending = args.Buffer is null ? SendAllAsync(args.ByteBufferList) : _socket.SendAsync(args.Buffer.AsMemory(args.Offset, args.Count));
        if (sending.IsCompletedSuccessfully)
        {
            Written(args, sending.Result);
            args.CompletedSynchronously = true;
            return false;
        }

        _ = CompleteAsync(sending, args);
        return true;
    }

    public override bool ReadAsync(TransportAsyncCallbackArgs args)
    {
        if (_received.HasPassed)
        {
            HandOver(args);
            return false;
        }

        var filling = FillAsync();
        if (filling.IsCompletedSuccessfully)
        {
            HandOver(args);
            return false;
        }

        _ = CompleteAsync(filling, args);
        return true;
    }

    protected override bool CloseInternal()
    {
        Leave();
        return true;
    }

    protected override void AbortInternal() => Leave();

    private void Leave()
    {
        _signIn.Dispose();
        _socket.Dispose();
        if (Interlocked.Exchange(ref _isGone, 1) == 0)
        {
            _onGone(this);
        }
    }

    private async ValueTask<int> SendAllAsync(IList<ByteBuffer> buffers)
    {
        ArraySegment<byte>[] segments = [.. buffers.Select(static buffer => new ArraySegment<byte>(buffer.Buffer, buffer.Offset, buffer.Length))];
        return await _socket.SendAsync(segments);
    }

    private void Written(TransportAsyncCallbackArgs args, int count)
    {
        Volatile.Write(ref _writingSince, 0);
        args.BytesTransfered = count;
        args.Exception = null;
    }

    private async Task CompleteAsync(ValueTask<int> sending, TransportAsyncCallbackArgs args)
    {
        try
        {
            Written(args, await sending);
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            args.Exception = exception;
        }

        CallBack(args);
    }

    private async Task CompleteAsync(ValueTask filling, TransportAsyncCallbackArgs args)
    {
        try
        {
            await filling;
            HandOver(args);
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            args.Exception = exception;
        }

        CallBack(args);
    }

    private void CallBack(TransportAsyncCallbackArgs args)
    {
        args.CompletedSynchronously = false;
        try
        {
            WriteScope.Run(() => args.CompletedCallback(args));
        }
        // The library's exception is caused by this client and must not affect others.
        catch (Exception)
        {
            this.CutOff();
        }
    }

    private static bool IsBroken(Exception exception) => exception is SocketException or ObjectDisposedException or IOException;

    /// <summary>Waits until something may be handed over, or for the end of the stream.</summary>
    private async ValueTask FillAsync()
    {
        while (!_received.HasPassed)
        {
            await WaitForTurnAsync();
            var count = await _socket.ReceiveAsync(_received.GetRoom());
            if (count == 0)
            {
                return;
            }

            if (!_received.TryPass(count))
            {
                throw new IOException("The client sent something that is not AMQP.");
            }

            if (_received.IsPastSignIn)
            {
                _signIn.Dispose();
            }
        }
    }

    private async ValueTask WaitForTurnAsync()
    {
        while (_inFlight.IsFull || UnreadFor() > Patience)
        {
            if (UnreadFor() > Limits.Unread)
            {
                throw new IOException("The client does not read what it is sent.");
            }

            await Task.Delay(Patience, TimeProvider.System);
        }
    }

    private TimeSpan UnreadFor() => Volatile.Read(ref _writingSince) is var since and not 0 ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    private void HandOver(TransportAsyncCallbackArgs args)
    {
        args.BytesTransfered = _received.HandOver(args.Buffer.AsSpan(args.Offset, args.Count));
        args.Exception = null;
        args.CompletedSynchronously = true;
    }
}
