using System.Buffers.Binary;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>What can be said about a frame without decoding it.</summary>
internal static class FrameText
{
    public const byte Open = 0x10;
    public const byte Begin = 0x11;
    public const byte Attach = 0x12;
    public const byte Flow = 0x13;
    public const byte Transfer = 0x14;
    public const byte Disposition = 0x15;
    public const byte Detach = 0x16;
    public const byte End = 0x17;
    public const byte Close = 0x18;

    private const byte List8 = 0xC0;
    private const byte List32 = 0xD0;
    private const int TagLength = 16;

    public static ReadOnlySpan<byte> ErrorDescriptor => [0x00, 0x53, 0x1D];

    public static ReadOnlySpan<byte> RejectedDescriptor => [0x00, 0x53, 0x25];

    /// <summary>Where the first field of a performative is; null if it has none, or is encoded in an unusual way.</summary>
    public static int? FindFields(ReadOnlySpan<byte> frame) => frame.Length < 12 || frame[8] != 0x00 || frame[9] != 0x53 ? null : frame[11] switch
    {
        List8 when frame.Length > 14 => 14,
        List32 when frame.Length > 20 => 20,
        _ => null,
    };

    /// <summary>Where the content after a performative begins; the frame's end if there is none, or it is encoded in an unusual way.</summary>
    public static int PayloadFrom(ReadOnlySpan<byte> frame) => frame.Length < 16 ? frame.Length : Math.Min(frame.Length, frame[11] switch
    {
        List8 => 13 + frame[12],
        List32 => (int)Math.Min(int.MaxValue, 16L + BinaryPrimitives.ReadUInt32BigEndian(frame[12..])),
        _ => frame.Length,
    });

    /// <summary>The tag of 16 bytes that the broker gives deliveries of messages.</summary>
    public static byte[]? FindDeliveryTag(ReadOnlySpan<byte> transfer)
    {
        ReadOnlySpan<byte> head = [0xA0, TagLength];
        var at = transfer[..Math.Min(transfer.Length, 48)].IndexOf(head);
        return at < 0 || at + head.Length + TagLength > transfer.Length ? null : transfer.Slice(at + head.Length, TagLength).ToArray();
    }

    /// <summary>Writes a frame's length into its first bytes.</summary>
    public static byte[] Fit(byte[] frame)
    {
        if (frame.Length >= sizeof(int))
        {
            BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        }

        return frame;
    }
}
