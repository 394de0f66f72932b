using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Wire;

/// <summary>Decodes one section of a message. If a client sent a symbolic descriptor, the library would store that in the section, and could not encode it again.</summary>
internal static class Section
{
    /// <param name="encoded">A well-formed section with its descriptor; empty for an absent one.</param>
    /// <exception cref="AmqpException">A value is invalid for its type or position, such as a date beyond the calendar, or a map in place of a list.</exception>
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
        // The library does not catch what the runtime throws.
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
