using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Emulators.Tests.ServiceBus.Wire;

/// <summary>Random AMQP values, encoded by the clients' own library.</summary>
internal static class AnyValue
{
    private const int Kinds = 24;
    private const int LeafKinds = 19;

    public static byte[] Encode(int seed)
    {
        var buffer = new ByteBuffer(64, autoGrow: true);
        AmqpCodec.EncodeObject(Draw(new Random(seed), deepest: 5), buffer);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    /// <param name="random">Source of randomness.</param>
    /// <param name="deepest">Maximum depth of nested values.</param>
    public static object? Draw(Random random, int deepest) => random.Next(deepest == 0 ? LeafKinds : Kinds) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => (byte)random.Next(),
        3 => (ushort)random.Next(),
        4 => (uint)Number(random),
        5 => (ulong)Number(random),
        6 => (sbyte)random.Next(),
        7 => (short)random.Next(),
        8 => (int)Number(random),
        9 => Number(random),
        10 => random.NextSingle(),
        11 => random.NextDouble(),
        12 => (char)random.Next('a', 'z'),
        13 => new DateTime(random.NextInt64(DateTime.UnixEpoch.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc),
        14 => Guid.NewGuid(),
        15 => new ArraySegment<byte>(new byte[random.Next(400)]),
        16 => new string('ü', random.Next(200)),
        17 => new AmqpSymbol(new string('s', random.Next(300))),
        18 => new decimal(random.Next(), random.Next(), 0, isNegative: false, scale: 3),
        19 => Enumerable.Range(0, random.Next(6)).Select(_ => Draw(random, deepest - 1)).ToList(),
        20 => DrawMap(random, deepest - 1),
        21 => Enumerable.Range(0, random.Next(1, 9)).Select(_ => Guid.NewGuid()).ToArray(),
        22 => Enumerable.Range(0, random.Next(1, 9)).Select(_ => Number(random)).ToArray(),
        _ => new DescribedType(new AmqpSymbol("a:b"), Draw(random, deepest - 1)),
    };

    private static AmqpMap DrawMap(Random random, int deepest)
    {
        var map = new AmqpMap();
        for (var i = random.Next(6); i > 0; i--)
        {
            map[new MapKey($"key{i}")] = Draw(random, deepest);
        }

        return map;
    }

    private static long Number(Random random) => random.NextInt64() >> random.Next(64);
}
