using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Messages;

/// <summary>Encodes what the broker adds to a message: header and annotations, which precede the bare message.</summary>
internal static class OutgoingMessage
{
    private const int Active = 0;
    private const int Deferred = 1;
    private const int Scheduled = 2;

    /// <param name="message">The message; its content is not used.</param>
    /// <param name="lockedUntil">UTC ticks; null if nothing is locked.</param>
    /// <param name="countedBefore">Deliveries before this one; clients add one, except when peeking.</param>
    /// <param name="isScheduled">Whether it is not due yet.</param>
    public static ArraySegment<byte> EncodeHead(Message message, long? lockedUntil, int countedBefore, bool isScheduled = false)
    {
        var header = new Header { Durable = true, DeliveryCount = (uint)countedBefore, Ttl = TimeToLive(message) };
        var annotations = new MessageAnnotations();
        Fill(annotations.Map, message, lockedUntil, isScheduled);
        var buffer = new ByteBuffer(header.EncodeSize + annotations.EncodeSize, autoGrow: true);
        header.Encode(buffer);
        annotations.Encode(buffer);
        return new ArraySegment<byte>(buffer.Buffer, buffer.Offset, buffer.Length);
    }

    private static void Fill(Annotations map, Message message, long? lockedUntil, bool isScheduled)
    {
        if (message.Annotations.Length > 0)
        {
            foreach (var (key, value) in AmqpCodec.DecodeMap(new ByteBuffer(message.Annotations, 0, message.Annotations.Length)))
            {
                map[key] = value;
            }
        }

        map[AnnotationNames.SequenceNumber] = message.Sequence;
        map[AnnotationNames.EnqueueSequenceNumber] = message.Sequence;
        map[AnnotationNames.EnqueuedTime] = Time(message.EnqueuedAt);
        map[AnnotationNames.MessageState] = message.IsDeferred ? Deferred : isScheduled ? Scheduled : Active;
        if (lockedUntil is { } until)
        {
            map[AnnotationNames.LockedUntil] = Time(until);
        }
    }

    /// <summary>The time to live in milliseconds; null if the message never expires, or too late for the field.</summary>
    private static uint? TimeToLive(Message message)
    {
        var milliseconds = (message.ExpiresAt - message.EnqueuedAt) / TimeSpan.TicksPerMillisecond;
        return message.ExpiresAt == Message.Never || milliseconds >= uint.MaxValue ? null : (uint)milliseconds;
    }

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
