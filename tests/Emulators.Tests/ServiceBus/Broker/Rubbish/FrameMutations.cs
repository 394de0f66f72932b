using System.Buffers.Binary;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Damages frames as a broken or hostile client would. Pure: the same random source gives the same damage.</summary>
internal static class FrameMutations
{
    private const int LargestFrame = 64 * 1024;

    private static readonly Func<byte[], Random, byte[], byte[]>[] Ways =
    [
        ValueMutations.FlipBits, ValueMutations.SetBytes, ValueMutations.ChangeSizes, ValueMutations.ChangeNumbers, ValueMutations.ChangeNumbers,
        ValueMutations.ChangeTypes, ValueMutations.ChangePayload, ValueMutations.ChangePayload, Truncate, Repeat, Reorder, Splice, Enlarge, Nest,
        ValueMutations.ChangeChannel, ValueMutations.ChangeHandle, ValueMutations.ChangeKind, Twice,
    ];

    /// <param name="frame">Not changed.</param>
    /// <param name="random">Source of randomness.</param>
    /// <param name="other">A frame of another recording.</param>
    /// <returns>One frame or several; their lengths are consistent more often than not.</returns>
    public static byte[] Mutate(byte[] frame, Random random, byte[] other)
    {
        byte[] changed = [.. frame];
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            changed = Ways[random.Next(Ways.Length)](changed, random, other);
        }

        return changed.Length is 0 or > 2 * LargestFrame ? [.. frame] : changed;
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

    /// <summary>A binary value, nearly as large as a frame or longer, in the middle of it.</summary>
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

    private static int At(byte[] bytes, Random random) => random.Next(bytes.Length);

    private static byte[] MaybeFit(byte[] frame, Random random) => random.Next(8) == 0 ? frame : FrameText.Fit(frame);

}
