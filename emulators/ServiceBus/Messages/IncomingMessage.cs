using Emulators.ServiceBus.Wire;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Messages;

/// <summary>Reads a message as a client encodes it.</summary>
internal static class IncomingMessage
{
    private const int LongestId = 128;

    /// <param name="encoded">All sections; neither changed nor kept.</param>
    /// <exception cref="AmqpException">The message is malformed, or uses something that the broker does not support.</exception>
    public static NewMessage Read(ReadOnlySpan<byte> encoded)
    {
        if (!MessageSections.TryRead(encoded, out var sections))
        {
            throw new AmqpException(AmqpErrorCode.DecodeError, "The message cannot be decoded.");
        }

        var header = Section.Decode<Header>(encoded[sections.Header]);
        var annotations = Section.Decode<MessageAnnotations>(encoded[sections.MessageAnnotations])?.Map;
        var properties = Section.Decode<Properties>(encoded[sections.Properties]);
        // Decoded now as a check: otherwise setting a dead-letter reason could fail, and the message would never reach the dead-letter queue.
        _ = Section.Decode<ApplicationProperties>(encoded[sections.ApplicationProperties]);
        var id = properties?.MessageId?.ToString();
        if (id is { Length: > LongestId })
        {
            throw new AmqpException(AmqpErrorCode.InvalidField, $"A message id has at most {LongestId} characters.");
        }

        var scheduledAt = TakeScheduledTime(annotations);
        var content = id is null ? WithId(encoded, sections, properties, id = Guid.NewGuid().ToString("N")) : encoded[sections.BareFrom..].ToArray();
        var statesExpiry = properties is not null && (properties.AbsoluteExpiryTime ?? properties.CreationTime) is not null;
        return new NewMessage(id, Encode(annotations), content, TimeToLive(header, properties), scheduledAt, statesExpiry);
    }

    /// <summary>Very long times do not fit into the header's milliseconds; clients write them as two timestamps.</summary>
    private static TimeSpan? TimeToLive(Header? header, Properties? properties)
    {
        if (properties is { AbsoluteExpiryTime: { } expiry, CreationTime: { } creation } && expiry > creation)
        {
            return expiry - creation;
        }

        return header?.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    private static long TakeScheduledTime(Annotations? annotations)
    {
        var at = annotations is not null && annotations.TryGetValue(AnnotationNames.ScheduledEnqueueTime, out object value) && value is DateTime time ? time.Ticks : 0;
        foreach (var name in AnnotationNames.OfTheBroker)
        {
            annotations?.TryRemoveValue<object>(name, out _);
        }

        return at;
    }

    private static byte[] Encode(Annotations? annotations)
    {
        if (annotations is null || !annotations.Any())
        {
            return [];
        }

        var buffer = new ByteBuffer(AmqpCodec.GetMapEncodeSize(annotations), autoGrow: true);
        AmqpCodec.EncodeMap(annotations, buffer);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    /// <summary>Like the service, gives a message an id if it has none: npm's client cannot renew a lock without one.</summary>
    private static byte[] WithId(ReadOnlySpan<byte> encoded, MessageSections sections, Properties? properties, string id)
    {
        properties ??= new Properties();
        properties.MessageId = id;
        var rest = encoded[Math.Max(sections.BareFrom, sections.Properties.End.Value)..];
        return [.. Section.Encode(properties), .. rest];
    }
}
