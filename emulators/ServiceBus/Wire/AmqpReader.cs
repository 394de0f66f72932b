using System.Buffers.Binary;
using System.Text;

namespace Emulators.ServiceBus.Wire;

/// <summary>
/// Skips encoded AMQP 1.0 values without decoding them: sizes, counts and depth are checked before memory or stack is spent on them
/// (AMQP 1.0 part 1, section 1.6).
/// </summary>
internal ref struct AmqpReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Maximum nesting depth, deeper than any message or performative of a client; each nested value and each descriptor counts as one level.</summary>
    public const int DeepestNesting = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Offset from the beginning of the bytes.</summary>
    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _bytes.Length;

    /// <summary>Skips one value, described or not.</summary>
    /// <returns>False if it is malformed or incomplete.</returns>
    public bool TrySkip() => TrySkip(0);

    /// <summary>Skips a list.</summary>
    /// <returns>False if no list begins here, or it is malformed.</returns>
    public bool TrySkipList() => Position < _bytes.Length && FormatCode.IsList(_bytes[Position]) && TrySkip(0);

    /// <summary>Skips the descriptor of a described value.</summary>
    /// <param name="code">The descriptor's numeric code; that of a symbolic descriptor is looked up by name, 0 if unknown.</param>
    /// <returns>False if no described value begins here.</returns>
    public bool TryReadDescriptor(out ulong code)
    {
        code = 0;
        if (!TryTake(2, out var head) || head[0] != FormatCode.Described)
        {
            return false;
        }

        switch (head[1])
        {
            case FormatCode.SmallULong when TryTake(1, out var small):
                code = small[0];
                return true;
            case FormatCode.ULong when TryTake(8, out var large):
                code = BinaryPrimitives.ReadUInt64BigEndian(large);
                return true;
            case FormatCode.Symbol8 when TryTake(1, out var length) && TryTake(length[0], out var name):
                code = Descriptors.Find(Encoding.ASCII.GetString(name));
                return true;
            default:
                return false;
        }
    }

    private bool TrySkip(int depth)
    {
        if (depth > DeepestNesting || !TryTake(1, out var format))
        {
            return false;
        }

        return format[0] == FormatCode.Described
            ? TrySkip(depth + 1) && TrySkip(depth + 1)
            : TrySkipBody(format[0], depth);
    }

    private bool TrySkipBody(byte format, int depth) => (format >> 4) switch
    {
        0x4 => FormatCode.IsKnown(format),
        0x5 => FormatCode.IsKnown(format) && TryTake(1, out _),
        0x6 => FormatCode.IsKnown(format) && TryTake(2, out _),
        0x7 => FormatCode.IsKnown(format) && TryTake(4, out _),
        0x8 => FormatCode.IsKnown(format) && TryTake(8, out _),
        0x9 => FormatCode.IsKnown(format) && TryTake(16, out _),
        0xA or 0xB => FormatCode.IsKnown(format) && TryReadLength(format, out var length) && TryTake(length, out _),
        0xC or 0xD => FormatCode.IsKnown(format) && TrySkipCompound(format, depth),
        0xE or 0xF => FormatCode.IsKnown(format) && TrySkipArray(format, depth),
        _ => false,
    };

    private bool TrySkipCompound(byte format, int depth)
    {
        if (!TryReadLength(format, out var size) || !TryEnd(size, out var end) || !TryReadLength(format, out var count) || count > end - Position)
        {
            return false;
        }

        if (FormatCode.IsMap(format) && count % 2 != 0)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!TrySkip(depth + 1) || Position > end)
            {
                return false;
            }
        }

        return Position == end;
    }

    private bool TrySkipArray(byte format, int depth)
    {
        // An array of values without bytes could claim any number of them.
        if (!TryReadLength(format, out var size) || !TryEnd(size, out var end) || !TryReadLength(format, out var count) || count > end - Position)
        {
            return false;
        }

        if (!TryTake(1, out var element))
        {
            return false;
        }

        if (element[0] == FormatCode.Described && !(TrySkip(depth + 1) && TryTake(1, out element)))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (depth >= DeepestNesting || !TrySkipBody(element[0], depth + 1) || Position > end)
            {
                return false;
            }
        }

        return Position == end;
    }

    private readonly bool TryEnd(int size, out int end)
    {
        end = Position + size;
        return size <= _bytes.Length - Position;
    }

    /// <summary>Reads a length of one byte or four, depending on the lowest bit of the format's upper half.</summary>
    private bool TryReadLength(byte format, out int length)
    {
        length = 0;
        if ((format & 0x10) == 0)
        {
            var isThere = TryTake(1, out var one);
            length = isThere ? one[0] : 0;
            return isThere;
        }

        if (!TryTake(4, out var four) || BinaryPrimitives.ReadUInt32BigEndian(four) is not (var value and <= int.MaxValue))
        {
            return false;
        }

        length = (int)value;
        return true;
    }

    private bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        if (count > _bytes.Length - Position)
        {
            taken = default;
            return false;
        }

        taken = _bytes.Slice(Position, count);
        Position += count;
        return true;
    }
}
