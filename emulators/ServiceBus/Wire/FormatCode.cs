namespace Emulators.ServiceBus.Wire;

/// <summary>The format codes of AMQP 1.0, part 1, section 1.6; the upper half of each says how its length is encoded.</summary>
internal static class FormatCode
{
    public const byte Described = 0x00;
    public const byte SmallULong = 0x53;
    public const byte ULong = 0x80;
    public const byte List0 = 0x45;
    public const byte List8 = 0xC0;
    public const byte List32 = 0xD0;
    public const byte Symbol8 = 0xA3;
    private const byte Map8 = 0xC1;
    private const byte Map32 = 0xD1;

    private static readonly bool[] Known = MarkKnown();

    public static bool IsKnown(byte format) => Known[format];

    public static bool IsMap(byte format) => format is Map8 or Map32;

    public static bool IsList(byte format) => format is List0 or List8 or List32;

    private static bool[] MarkKnown()
    {
        var known = new bool[256];
        ReadOnlySpan<byte> codes =
        [
            0x40, 0x41, 0x42, 0x43, 0x44, List0,
            0x50, 0x51, 0x52, SmallULong, 0x54, 0x55, 0x56,
            0x60, 0x61,
            0x70, 0x71, 0x72, 0x73, 0x74,
            ULong, 0x81, 0x82, 0x83, 0x84,
            0x94, 0x98,
            0xA0, 0xA1, Symbol8,
            0xB0, 0xB1, 0xB3,
            List8, Map8,
            List32, Map32,
            0xE0, 0xF0,
        ];
        foreach (var code in codes)
        {
            known[code] = true;
        }

        return known;
    }
}
