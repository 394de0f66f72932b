using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Writes one protobuf message, field by field in the order of the calls.</summary>
/// <remarks>Source: the wire format, protobuf.dev/programming-guides/encoding.</remarks>
internal sealed class ProtobufWriter
{
    private const int VarintWire = 0;
    private const int LengthWire = 2;
    private const int WordWire = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ProtobufWriter Write(int field, long value)
    {
        WriteVarint(Tag(field, VarintWire));
        WriteVarint((ulong)value);
        return this;
    }

    public ProtobufWriter Write(int field, float value)
    {
        WriteVarint(Tag(field, WordWire));
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(sizeof(float)), value);
        _buffer.Advance(sizeof(float));
        return this;
    }

    public ProtobufWriter Write(int field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Write(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint(Tag(field, LengthWire));
        WriteVarint((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    public ProtobufWriter Write(int field, ProtobufWriter message) => Write(field, message.Written);

    /// <summary>Appends a field that is already encoded, including its tag.</summary>
    public ProtobufWriter Append(ReadOnlySpan<byte> field)
    {
        _buffer.Write(field);
        return this;
    }

    private static ulong Tag(int field, int wire) => ((ulong)field << 3) | (uint)wire;

    private void WriteVarint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[count++] = (byte)(value | 0x80);
        }

        span[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
