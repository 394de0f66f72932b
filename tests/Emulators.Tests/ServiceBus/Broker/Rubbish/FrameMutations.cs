using System.Buffers.Binary;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Damages frames as a broken, or a hostile, client would. Pure: the same chance gives the same damage.</summary>
internal static class FrameMutations
{
    private const int LargestFrame = 64 * 1024;
    private static readonly byte[] _interesting = [0x00, 0x01, 0x40, 0x43, 0x45, 0x7F, 0x80, 0xC0, 0xD0, 0xE0, 0xF0, 0xFF];
    private static readonly byte[] _sized = [0xA0, 0xA1, 0xA3, 0xB0, 0xB1, 0xB3, 0xC0, 0xC1, 0xD0, 0xD1, 0xE0, 0xF0];
    private static readonly byte[] _numbers = [0x50, 0x52, 0x53, 0x54, 0x55, 0x60, 0x70, 0x71, 0x80, 0x81, 0x83, 0x98];
    private static readonly uint[] _extremes = [0, 1, 2, 63, 64, 127, 255, 511, 512, 1023, 65535, 65536, int.MaxValue, 0x80000000, uint.MaxValue - 1, uint.MaxValue];

    private static readonly Func<byte[], Random, byte[], byte[]>[] _ways =
    [
        FlipBits, SetBytes, ChangeSizes, ChangeNumbers, ChangeNumbers, ChangeTypes, ChangePayload, ChangePayload, Truncate, Repeat, Reorder, Splice, Enlarge, Nest,
        ChangeChannel, ChangeHandle, ChangeKind, Twice,
    ];

    /// <param name="frame">Not changed.</param>
    /// <param name="random">Chance.</param>
    /// <param name="other">A frame of another recording.</param>
    /// <returns>One frame or several; their lengths fit more often than not.</returns>
    public static byte[] Mutate(byte[] frame, Random random, byte[] other)
    {
        byte[] changed = [.. frame];
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            changed = _ways[random.Next(_ways.Length)](changed, random, other);
        }

        return changed.Length is 0 or > 2 * LargestFrame ? [.. frame] : changed;
    }

    private static byte[] FlipBits(byte[] frame, Random random, byte[] other)
    {
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            frame[At(frame, random)] ^= (byte)(1 << random.Next(8));
        }

        return frame;
    }

    private static byte[] SetBytes(byte[] frame, Random random, byte[] other)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            frame[At(frame, random)] = _interesting[random.Next(_interesting.Length)];
        }

        return frame;
    }

    /// <summary>The frame's own length, or the size or the count of a value.</summary>
    private static byte[] ChangeSizes(byte[] frame, Random random, byte[] other)
    {
        if (random.Next(4) == 0 && frame.Length >= sizeof(int))
        {
            BinaryPrimitives.WriteUInt32BigEndian(frame, random.Next(2) == 0 ? (uint)(frame.Length + random.Next(-9, 9)) : Extreme(random));
            return frame;
        }

        if (Find(frame, _sized, random) is { } at)
        {
            frame[Math.Min(frame.Length - 1, at + random.Next(1, 10))] = random.Next(2) == 0 ? (byte)random.Next() : (byte)0xFF;
        }

        return frame;
    }

    /// <summary>Leaves the frame well-formed, and what it says extreme.</summary>
    private static byte[] ChangeNumbers(byte[] frame, Random random, byte[] other)
    {
        if (Find(frame, _numbers, random) is { } at)
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

    private static byte[] ChangeTypes(byte[] frame, Random random, byte[] other)
    {
        if (Find(frame, random.Next(2) == 0 ? _sized : _numbers, random) is { } at)
        {
            // Of the same width, so that what follows stays in its place.
            frame[at] = (byte)((frame[at] & 0xF0) | random.Next(9));
        }

        return frame;
    }

    /// <summary>What follows the performative: the message.</summary>
    private static byte[] ChangePayload(byte[] frame, Random random, byte[] other)
    {
        var from = FrameText.PayloadFrom(frame);
        for (var i = random.Next(1, 6); i > 0 && from < frame.Length; i--)
        {
            frame[random.Next(from, frame.Length)] = random.Next(2) == 0 ? (byte)random.Next() : _interesting[random.Next(_interesting.Length)];
        }

        return frame;
    }

    private static byte[] Truncate(byte[] frame, Random random, byte[] other) => MaybeFit(frame[..random.Next(1, frame.Length + 1)], random);

    private static byte[] Repeat(byte[] frame, Random random, byte[] other)
    {
        var from = At(frame, random);
        var to = random.Next(from, frame.Length);
        return MaybeFit([.. frame[..to], .. frame[from..]], random);
    }

    private static byte[] Twice(byte[] frame, Random random, byte[] other) => [.. frame, .. frame];

    private static byte[] Reorder(byte[] frame, Random random, byte[] other) => random.Next(2) == 0 ? [.. other, .. frame] : [.. frame, .. other];

    private static byte[] Splice(byte[] frame, Random random, byte[] other) => MaybeFit([.. frame[..At(frame, random)], .. other[At(other, random)..]], random);

    /// <summary>A binary value, nearly as large as a frame or longer than one, in the midst of it.</summary>
    private static byte[] Enlarge(byte[] frame, Random random, byte[] other)
    {
        var at = At(frame, random);
        var length = random.Next(8) == 0 ? random.Next(LargestFrame) : random.Next(2_000);
        byte[] size = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(size, length);
        return MaybeFit([.. frame[..at], 0xB0, .. size, .. new byte[length], .. frame[at..]], random);
    }

    private static byte[] Nest(byte[] frame, Random random, byte[] other)
    {
        var at = At(frame, random);
        var depth = random.Next(1, 100);
        byte[] nest = [0x40];
        for (var i = 0; i < depth; i++)
        {
            nest = random.Next(2) == 0 || nest.Length > 250 ? [0x00, 0x53, (byte)random.Next(0x10, 0x80), .. nest] : [0xC0, (byte)(nest.Length + 1), 1, .. nest];
        }

        return MaybeFit([.. frame[..at], .. nest, .. frame[at..]], random);
    }

    private static byte[] ChangeChannel(byte[] frame, Random random, byte[] other)
    {
        if (frame.Length >= 8)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), random.Next(2) == 0 ? (ushort)random.Next(8) : (ushort)Extreme(random));
        }

        return frame;
    }

    /// <summary>The first field, which is a link's handle in most.</summary>
    private static byte[] ChangeHandle(byte[] frame, Random random, byte[] other)
    {
        if (FrameText.FindFields(frame) is not { } at || at >= frame.Length - 1)
        {
            return frame;
        }

        frame[at + (frame[at] is 0x52 or 0x53 ? 1 : 0)] = frame[at] is 0x52 or 0x53 ? (byte)Extreme(random) : (byte)random.Next(0x40, 0x46);
        return frame;
    }

    /// <summary>Another performative with these fields.</summary>
    private static byte[] ChangeKind(byte[] frame, Random random, byte[] other)
    {
        if (frame.Length > 10)
        {
            frame[10] = (byte)random.Next(0x0F, 0x1A);
        }

        return frame;
    }

    private static uint Extreme(Random random) => _extremes[random.Next(_extremes.Length)];

    private static int At(byte[] bytes, Random random) => random.Next(bytes.Length);

    private static byte[] MaybeFit(byte[] frame, Random random) => random.Next(8) == 0 ? frame : FrameText.Fit(frame);

    /// <returns>Where one of the format codes stands, or what looks like one.</returns>
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
