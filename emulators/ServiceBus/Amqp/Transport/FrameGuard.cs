using System.Buffers.Binary;
using Emulators.ServiceBus.Wire;

namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// Checks what a client sends before the AMQP library sees it: whole protocol headers and frames of a legal size and of the expected kind, whose performative is
/// well-formed and of bounded depth. What passes cannot make the library spend more memory or stack than the frame's length.
/// </summary>
internal sealed class FrameGuard
{
    private const int HeaderLength = 8;
    private const int SmallestFrame = 8;
    private const byte AmqpType = 0;
    private const byte SaslType = 1;
    private const byte AmqpId = 0;
    private const byte SaslId = 3;
    private static readonly uint Magic = BinaryPrimitives.ReadUInt32BigEndian("AMQP"u8);

    private Stage _stage = Stage.FirstHeader;
    private int _saslFrames;

    private enum Stage
    {
        FirstHeader,
        Sasl,
        Amqp,
    }

    /// <summary>Whether frames of the connection itself have begun.</summary>
    public bool IsPastSignIn => _stage == Stage.Amqp;

    /// <param name="bytes">The bytes that have arrived and were not passed yet.</param>
    /// <param name="passed">Number of leading bytes that are complete and legal.</param>
    /// <returns>False if what follows them is illegal: the connection must be closed.</returns>
    public bool TryPass(ReadOnlySpan<byte> bytes, out int passed)
    {
        passed = 0;
        while (bytes.Length - passed >= sizeof(uint))
        {
            var rest = bytes[passed..];
            var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var isHeader = size == Magic && _stage != Stage.Amqp;
            var length = isHeader ? HeaderLength : size;
            if (!isHeader && (_stage == Stage.FirstHeader || length < SmallestFrame || length > (uint)LargestFrame))
            {
                return false;
            }

            if (rest.Length < length)
            {
                return true;
            }

            if (!(isHeader ? TryEnter(rest[..HeaderLength]) : IsLegal(rest[..(int)length])))
            {
                return false;
            }

            passed += (int)length;
        }

        return true;
    }

    private int LargestFrame => _stage == Stage.Amqp ? Limits.Frame : Limits.SaslFrame;

    private bool TryEnter(ReadOnlySpan<byte> header)
    {
        switch (header[4])
        {
            case SaslId when _stage == Stage.FirstHeader:
                _stage = Stage.Sasl;
                return true;
            case AmqpId:
                _stage = Stage.Amqp;
                return true;
            default:
                return false;
        }
    }

    private bool IsLegal(ReadOnlySpan<byte> frame)
    {
        var bodyFrom = frame[4] * 4;
        if (bodyFrom < SmallestFrame || bodyFrom > frame.Length || frame[5] != (_stage == Stage.Sasl ? SaslType : AmqpType))
        {
            return false;
        }

        var body = frame[bodyFrom..];
        return _stage == Stage.Sasl ? ++_saslFrames <= Limits.SaslFrames && IsSasl(body) : body.IsEmpty || IsPerformative(body);
    }

    private static bool IsSasl(ReadOnlySpan<byte> body)
    {
        var reader = new AmqpReader(body);
        return reader.TryReadDescriptor(out var code) && code is >= Descriptors.FirstSasl and <= Descriptors.LastSasl
            && reader.TrySkipList() && reader.IsAtEnd;
    }

    private static bool IsPerformative(ReadOnlySpan<byte> body)
    {
        var reader = new AmqpReader(body);
        return reader.TryReadDescriptor(out var code) && code is >= Descriptors.FirstPerformative and <= Descriptors.LastPerformative
            && reader.TrySkipList() && (reader.IsAtEnd || code == Descriptors.Transfer);
    }
}
