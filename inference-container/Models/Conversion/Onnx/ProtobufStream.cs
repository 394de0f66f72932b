namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Reads the fields of nested protobuf messages from a file of any size: fields that are not requested are skipped without being read.</summary>
/// <param name="stream">Seekable, positioned at the start of the outermost message, which ends with the stream.</param>
/// <remarks>Source: the wire format, protobuf.dev/programming-guides/encoding.</remarks>
internal sealed class ProtobufStream(Stream stream)
{
    private const int LongestText = 1 << 16;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The field's value if it is an integer; otherwise 0.</summary>
    public long Number { get; private set; }

    /// <summary>Where the field's content ends in the stream; where it starts if it has none.</summary>
    public long End { get; private set; }

    /// <summary>Moves to the next field and positions the stream at its content.</summary>
    /// <param name="end">Where the message ends in the stream.</param>
    /// <returns>Whether there is a field.</returns>
    /// <exception cref="ConversionException">The bytes are not a message, or end before it does.</exception>
    public bool TryRead(long end)
    {
        if (stream.Position >= end)
        {
            return stream.Position == end ? false : throw Truncated();
        }

        var tag = ReadVarint();
        (Field, Number) = ((int)(tag >> 3), 0);
        if (Field == 0)
        {
            throw Foreign();
        }

        var length = (tag & 7) switch
        {
            0 => ReadNumber(),
            1 => sizeof(long),
            2 => ReadLength(),
            5 => sizeof(int),
            _ => throw Foreign(),
        };
        End = stream.Position + length;
        return End <= end ? true : throw Truncated();
    }

    /// <summary>Skips the current field's content.</summary>
    public void Skip() => stream.Position = End;

    /// <summary>The current field's content, which must be short.</summary>
    /// <exception cref="ConversionException">The content is too long.</exception>
    public byte[] ReadContent()
    {
        var length = End - stream.Position;
        if (length > LongestText)
        {
            throw Foreign();
        }

        var content = new byte[length];
        stream.ReadExactly(content);
        return content;
    }

    private long ReadNumber()
    {
        Number = (long)ReadVarint();
        return 0;
    }

    private long ReadLength() => ReadVarint() is var length and <= long.MaxValue / 2 ? (long)length : throw Foreign();

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = stream.ReadByte();
            if (part < 0)
            {
                throw Truncated();
            }

            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Foreign();
    }

    private static ConversionException Truncated() => new("it ends in the middle of a field, so it is truncated or not an ONNX file");

    private static ConversionException Foreign() => new("it is not an ONNX file");
}
