using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.Tests.ServiceBus.Wire;

/// <summary>Random messages, encoded by the clients' own library.</summary>
internal static class AnyMessage
{
    public static byte[] Encode(int seed)
    {
        var random = new Random(seed);
        using var message = random.Next(3) == 0
            ? AmqpMessage.Create(new AmqpValue { Value = AnyValue.Draw(random, deepest: 3) })
            : AmqpMessage.Create(new Data { Value = new ArraySegment<byte>(new byte[random.Next(600)]) });
        if (random.Next(2) == 0)
        {
            message.Header.Durable = true;
            message.Header.Ttl = (uint)random.Next();
        }

        if (random.Next(2) == 0)
        {
            message.MessageAnnotations.Map["x-opt-partition-key"] = AnyValue.Draw(random, deepest: 2);
        }

        if (random.Next(2) == 0)
        {
            message.Properties.MessageId = $"{seed}";
        }

        if (random.Next(2) == 0)
        {
            message.ApplicationProperties.Map["some"] = AnyValue.Draw(random, deepest: 2);
        }

        return ToBytes(message);
    }

    /// <returns>A batch as clients send it: each message in a data section.</returns>
    public static byte[] EncodeBatch(params IEnumerable<byte[]> messages)
    {
        using var batch = AmqpMessage.Create(messages.Select(static message => new Data { Value = new ArraySegment<byte>(message) }));
        return ToBytes(batch);
    }

    private static byte[] ToBytes(AmqpMessage message)
    {
        var segments = message.GetPayload(int.MaxValue, out _);
        return [.. segments.SelectMany(static segment => segment)];
    }
}
