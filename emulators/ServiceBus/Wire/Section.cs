using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Wire;

/// <summary>Decodes one section of a message. The library overwrites a section's descriptor with a symbolic one where a client sent it, and cannot encode it again.</summary>
internal static class Section
{
    /// <param name="encoded">With its descriptor; checked before. Empty for an absent section.</param>
    /// <exception cref="AmqpException">A value is not what its type, or its place, allows: a date beyond the calendar, a map in place of a list.</exception>
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
        // The library passes on whatever the runtime throws.
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
