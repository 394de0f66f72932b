using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Wire;

/// <summary>Decodes one section of a message. The library's own way overwrites a section's descriptor with a name, where a client sent one, and cannot encode it again.</summary>
internal static class Section
{
    /// <param name="encoded">With its descriptor; checked before. Empty for an absent one.</param>
    /// <exception cref="AmqpException">A value is not what its type, or its place, allows: a moment beyond the calendar, a map for a list.</exception>
    public static T? Decode<T>(ReadOnlySpan<byte> encoded)
        where T : AmqpDescribed, new()
    {
        var reader = new AmqpReader(encoded);
        if (!reader.TryReadDescriptor(out _))
        {
            return null;
        }

        var section = new T();
        var value = encoded[reader.Position..].ToArray();
        try
        {
            section.DecodeValue(new ByteBuffer(value, 0, value.Length));
        }
        // The library throws what the runtime throws at it.
        catch (Exception exception) when (exception is not AmqpException)
        {
            throw new AmqpException(AmqpErrorCode.DecodeError, $"The message's {section.DescriptorName} cannot be decoded.");
        }

        return section;
    }

    public static byte[] Encode(AmqpDescribed section)
    {
        var buffer = new ByteBuffer(new byte[section.EncodeSize], autoGrow: true);
        section.Encode(buffer);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}
