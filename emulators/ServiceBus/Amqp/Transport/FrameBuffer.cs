namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>Buffers what a client has sent: checked bytes that may be handed over, then a partial frame. It grows up to the size of a frame. Not thread-safe.</summary>
internal sealed class FrameBuffer
{
    private const int FirstSize = 16 * 1024;

    private readonly FrameGuard _guard = new();
    private byte[] _bytes = new byte[FirstSize];
    private int _from;
    private int _passed;
    private int _end;

    /// <inheritdoc cref="FrameGuard.IsPastSignIn"/>
    public bool IsPastSignIn => _guard.IsPastSignIn;

    /// <summary>Whether there is something to hand over.</summary>
    public bool HasPassed => _passed > _from;

    /// <summary>Space for the next bytes; never empty while nothing can be handed over.</summary>
    public Memory<byte> GetRoom()
    {
        if (_from > 0)
        {
            Buffer.BlockCopy(_bytes, _from, _bytes, 0, _end - _from);
            (_from, _passed, _end) = (0, _passed - _from, _end - _from);
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(_bytes.Length * 2, Limits.Frame));
        }

        return _bytes.AsMemory(_end);
    }

    /// <param name="count">Number of bytes written to that space.</param>
    /// <returns>False if the client has sent something illegal.</returns>
    public bool TryPass(int count)
    {
        _end += count;
        var isLegal = _guard.TryPass(_bytes.AsSpan(_passed, _end - _passed), out var passed);
        _passed += passed;
        return isLegal;
    }

    /// <returns>How many bytes were handed over; 0 at the end of the stream.</returns>
    public int HandOver(Span<byte> target)
    {
        var count = Math.Min(target.Length, _passed - _from);
        _bytes.AsSpan(_from, count).CopyTo(target);
        _from += count;
        return count;
    }
}
