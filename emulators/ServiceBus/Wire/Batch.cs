using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Wire;

/// <summary>A batch as clients send it: one message whose data sections are whole encoded messages. The sections before them repeat those of the first message.</summary>
internal static class Batch
{
    // A format code and a length.
    private const int ShortHead = 2;
    private const int LongHead = 5;
    private const byte Binary8 = 0xA0;
    private const byte Binary32 = 0xB0;

    /// <returns>The messages, as slices of the batch.</returns>
    /// <exception cref="AmqpException">The batch is malformed, or empty.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> batch)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var reader = new AmqpReader(batch.Span);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadDescriptor(out var code))
            {
                throw Malformed();
            }

            var from = reader.Position;
            if (!reader.TrySkip())
            {
                throw Malformed();
            }

            if (code == Data.Code)
            {
                messages.Add(BytesOf(batch[from..reader.Position]));
            }
        }

        return messages.Count > 0 ? messages : throw Malformed();
    }

    private static ReadOnlyMemory<byte> BytesOf(ReadOnlyMemory<byte> value) => value.Span[0] switch
    {
        Binary8 => value[ShortHead..],
        Binary32 => value[LongHead..],
        _ => throw Malformed(),
    };

    private static AmqpException Malformed() => new(AmqpErrorCode.DecodeError, "The batch cannot be decoded.");
}
