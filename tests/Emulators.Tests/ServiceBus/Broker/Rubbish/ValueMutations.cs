using System.Buffers.Binary;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Damages the content of a frame without changing its length. Each method changes the frame passed in.</summary>
internal static class ValueMutations
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x40, 0x43, 0x45, 0x7F, 0x80, 0xC0, 0xD0, 0xE0, 0xF0, 0xFF];
    private static readonly byte[] Sized = [0xA0, 0xA1, 0xA3, 0xB0, 0xB1, 0xB3, 0xC0, 0xC1, 0xD0, 0xD1, 0xE0, 0xF0];
    private static readonly byte[] Numbers = [0x50, 0x52, 0x53, 0x54, 0x55, 0x60, 0x70, 0x71, 0x80, 0x81, 0x83, 0x98];
    private static readonly uint[] Extremes = [0, 1, 2, 63, 64, 127, 255, 511, 512, 1023, 65535, 65536, int.MaxValue, 0x80000000, uint.MaxValue - 1, uint.MaxValue];

    public static byte[] FlipBits(byte[] frame, Random random, byte[] other)
    {
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            frame[At(frame, random)] ^= (byte)(1 << random.Next(8));
        }

        return frame;
    }

    public static byte[] SetBytes(byte[] frame, Random random, byte[] other)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            frame[At(frame, random)] = Interesting[random.Next(Interesting.Length)];
        }

        return frame;
    }

    /// <summary>The frame's own length, or the size or the count of a value.</summary>
    public static byte[] ChangeSizes(byte[] frame, Random random, byte[] other)
    {
        if (random.Next(4) == 0 && frame.Length >= sizeof(int))
        {
            BinaryPrimitives.WriteUInt32BigEndian(frame, random.Next(2) == 0 ? (uint)(frame.Length + random.Next(-9, 9)) : Extreme(random));
            return frame;
        }

        if (Find(frame, Sized, random) is { } at)
        {
            frame[Math.Min(frame.Length - 1, at + random.Next(1, 10))] = random.Next(2) == 0 ? (byte)random.Next() : (byte)0xFF;
        }

        return frame;
    }

    /// <summary>Leaves the frame well-formed but makes its values extreme.</summary>
    public static byte[] ChangeNumbers(byte[] frame, Random random, byte[] other)
    {
        if (Find(frame, Numbers, random) is { } at)
        {
            var width = frame[at] switch { < 0x60 => 1, < 0x70 => 2, < 0x80 => 4, < 0x90 => 8, _ => 16 };
            var value = frame.AsSpan(at + 1, Math.Min(width, frame.Length - at - 1));
            var extreme = Extreme(random);
            for (var i = 0; i < value.Length; i++)
            {
                value[^(i + 1)] = i < sizeof(uint) ? (byte)(extreme >> (8 * i)) : extreme > int.MaxValue ? (byte)0xFF : (byte)0;
            }
        }

        return frame;
    }

    public static byte[] ChangeTypes(byte[] frame, Random random, byte[] other)
    {
        if (Find(frame, random.Next(2) == 0 ? Sized : Numbers, random) is { } at)
        {
            // Of the same width, so that what follows does not move.
            frame[at] = (byte)((frame[at] & 0xF0) | random.Next(9));
        }

        return frame;
    }

    /// <summary>The content after the performative: the message.</summary>
    public static byte[] ChangePayload(byte[] frame, Random random, byte[] other)
    {
        var from = FrameText.PayloadFrom(frame);
        for (var i = random.Next(1, 6); i > 0 && from < frame.Length; i--)
        {
            frame[random.Next(from, frame.Length)] = random.Next(2) == 0 ? (byte)random.Next() : Interesting[random.Next(Interesting.Length)];
        }

        return frame;
    }

    public static byte[] ChangeChannel(byte[] frame, Random random, byte[] other)
    {
        if (frame.Length >= 8)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), random.Next(2) == 0 ? (ushort)random.Next(8) : (ushort)Extreme(random));
        }

        return frame;
    }

    /// <summary>The first field, in most frames a link's handle.</summary>
    public static byte[] ChangeHandle(byte[] frame, Random random, byte[] other)
    {
        if (FrameText.FindFields(frame) is not { } at || at >= frame.Length - 1)
        {
            return frame;
        }

        frame[at + (frame[at] is 0x52 or 0x53 ? 1 : 0)] = frame[at] is 0x52 or 0x53 ? (byte)Extreme(random) : (byte)random.Next(0x40, 0x46);
        return frame;
    }

    /// <summary>Another performative with the same fields.</summary>
    public static byte[] ChangeKind(byte[] frame, Random random, byte[] other)
    {
        if (frame.Length > 10)
        {
            frame[10] = (byte)random.Next(0x0F, 0x1A);
        }

        return frame;
    }

    private static uint Extreme(Random random) => Extremes[random.Next(Extremes.Length)];

    private static int At(byte[] bytes, Random random) => random.Next(bytes.Length);

    /// <returns>A position of one of the format codes, or of a byte that looks like one.</returns>
    private static int? Find(byte[] frame, byte[] codes, Random random)
    {
        if (frame.Length < 10)
        {
            return null;
        }

        var from = random.Next(8, frame.Length - 1);
        var at = frame.AsSpan(from, frame.Length - from - 1).IndexOfAny(codes);
        return at < 0 ? null : from + at;
    }
}
