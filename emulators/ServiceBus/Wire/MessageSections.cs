using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Wire;

/// <summary>The ranges of an encoded message's sections; absent ones are empty. AMQP 1.0 part 3, section 3.2.</summary>
internal readonly struct MessageSections
{
    private MessageSections(ReadOnlySpan<Range> bySection, int bareFrom)
    {
        Header = bySection[0];
        MessageAnnotations = bySection[2];
        Properties = bySection[3];
        ApplicationProperties = bySection[4];
        BareFrom = bareFrom;
    }

    public Range Header { get; }

    public Range MessageAnnotations { get; }

    public Range Properties { get; }

    public Range ApplicationProperties { get; }

    /// <summary>Where the bare message begins: the part from the properties on, which intermediaries leave unchanged.</summary>
    public int BareFrom { get; }

    /// <returns>False if the bytes are not a message: a value is malformed, or a section is unknown or out of order.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out MessageSections sections)
    {
        sections = default;
        Span<Range> found = stackalloc Range[9];
        var reader = new AmqpReader(message);
        var last = 0UL;
        var bareFrom = message.Length;
        while (!reader.IsAtEnd)
        {
            var start = reader.Position;
            if (!reader.TryReadDescriptor(out var code) || code < FirstSection || code > LastSection || !IsInPlace(code, last) || !reader.TrySkip())
            {
                return false;
            }

            if (code >= Microsoft.Azure.Amqp.Framing.Properties.Code)
            {
                bareFrom = Math.Min(bareFrom, start);
            }

            found[(int)(code - FirstSection)] = start..reader.Position;
            last = code;
        }

        sections = new MessageSections(found, bareFrom);
        return true;
    }

    private static ulong FirstSection => Microsoft.Azure.Amqp.Framing.Header.Code;

    private static ulong LastSection => Footer.Code;

    private static bool IsInPlace(ulong code, ulong last) => code > last || (code == last && (code == Data.Code || code == AmqpSequence.Code));
}
