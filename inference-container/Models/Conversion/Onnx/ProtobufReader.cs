using System.Buffers.Binary;
using System.Text;

namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Reads the fields of one protobuf message in order, each as its bytes.</summary>
/// <remarks>Source: the wire format, protobuf.dev/programming-guides/encoding.</remarks>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Tag, length and value of the current field, as encoded.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The current field's value if it is a text, bytes or a message; otherwise empty.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The current field's value if it is an integer, or the bits of a 32-bit number; otherwise 0.</summary>
    public long Number { get; private set; }

    /// <summary>The current field's value as a text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Content);

    /// <exception cref="ConversionException">The bytes are not a message.</exception>
    public bool TryRead()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var start = _rest;
        var tag = ReadVarint();
        Field = (int)(tag >> 3);
        Content = default;
        Number = 0;
        switch (tag & 7)
        {
            case 0:
                Number = (long)ReadVarint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Content = Take(ReadVarint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
                break;
            default:
                throw new ConversionException("The file is not in ONNX format.");
        }

        Raw = start[..^_rest.Length];
        return true;
    }

    /// <summary>Reads the current field as repeated integers, which a writer may or may not pack into one field.</summary>
    /// <param name="values">Receives the field's integers.</param>
    public readonly void AddIntegersTo(List<long> values)
    {
        if (Content.IsEmpty)
        {
            values.Add(Number);
            return;
        }

        var packed = new ProtobufReader(Content);
        while (!packed._rest.IsEmpty)
        {
            values.Add((long)packed.ReadVarint());
        }
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new ConversionException("The file is not in ONNX format.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new ConversionException("The file ends in the middle of a field.");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
