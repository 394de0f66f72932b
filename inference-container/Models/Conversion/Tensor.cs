using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SegFunctions.Models.Conversion;

/// <summary>A constant.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Bytes">The elements in row-major order, little-endian.</param>
internal sealed record Tensor(ElementType Type, IReadOnlyList<int> Shape, byte[] Bytes)
{
    private const int WordBytes = 4;

    public int ElementCount => Shape.Aggregate(1, (product, size) => product * size);

    public static Tensor OfInt64(params IReadOnlyList<long> values)
    {
        var bytes = new byte[values.Count * sizeof(long)];
        for (var index = 0; index < values.Count; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * sizeof(long)), values[index]);
        }

        return new Tensor(ElementType.Int64, [values.Count], bytes);
    }

    public static Tensor OfInt32(IReadOnlyList<int> shape, IReadOnlyList<int> values)
    {
        var bytes = new byte[values.Count * WordBytes];
        for (var index = 0; index < values.Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(index * WordBytes), values[index]);
        }

        return new Tensor(ElementType.Int32, shape, bytes);
    }

    public static Tensor OfFloat32(float value)
    {
        var bytes = new byte[WordBytes];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return new Tensor(ElementType.Float32, [], bytes);
    }

    public static Tensor OfFloat32(IReadOnlyList<int> shape, ReadOnlySpan<float> values) =>
        new(ElementType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());

    public static Tensor OfInt8(IReadOnlyList<int> shape, ReadOnlySpan<sbyte> values) =>
        new(ElementType.Int8, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Converts the values to 32-bit floats.</summary>
    /// <exception cref="ConversionException">The elements are not 16-bit floats.</exception>
    public Tensor ToFloat32() => Type == ElementType.Float16
        ? OfFloat32(Shape, MemoryMarshal.Cast<byte, Half>(Bytes).ToArray().Select(number => (float)number).ToArray())
        : throw new ConversionException($"16-bit floats were expected, not {Type}.");

    /// <summary>Rounds the values to 16-bit floats.</summary>
    /// <exception cref="ConversionException">The elements are not 32-bit floats.</exception>
    public Tensor ToFloat16()
    {
        var values = ReadFloat32();
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        return new Tensor(ElementType.Float16, Shape, MemoryMarshal.AsBytes<Half>(halves).ToArray());
    }

    /// <exception cref="ConversionException">The elements are not 32-bit floats.</exception>
    public ReadOnlySpan<float> ReadFloat32() =>
        Type == ElementType.Float32 ? MemoryMarshal.Cast<byte, float>(Bytes) : throw new ConversionException($"32-bit floats were expected, not {Type}.");

    /// <exception cref="ConversionException">The elements are not 32-bit integers.</exception>
    public IReadOnlyList<int> ReadInt32() =>
        Type == ElementType.Int32
            ? [.. Enumerable.Range(0, Bytes.Length / WordBytes).Select(index => BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(index * WordBytes)))]
            : throw new ConversionException($"Integers were expected, not {Type}.");

    public Tensor Reshape(params IReadOnlyList<int> shape) => this with { Shape = shape };

    /// <summary>Reorders the axes of a tensor of 4-byte elements: axis <c>i</c> of the result is axis <c>axes[i]</c> of this one.</summary>
    public Tensor Transpose(params IReadOnlyList<int> axes)
    {
        var strides = new int[Shape.Count];
        for (int axis = Shape.Count - 1, stride = 1; axis >= 0; stride *= Shape[axis--])
        {
            strides[axis] = stride;
        }

        var shape = axes.Select(axis => Shape[axis]).ToArray();
        var result = new byte[Bytes.Length];
        var position = new int[shape.Length];
        for (var element = 0; element < Bytes.Length / WordBytes; element++)
        {
            var source = 0;
            for (var axis = 0; axis < shape.Length; axis++)
            {
                source += position[axis] * strides[axes[axis]];
            }

            Bytes.AsSpan(source * WordBytes, WordBytes).CopyTo(result.AsSpan(element * WordBytes));
            Advance(position, shape);
        }

        return new Tensor(Type, shape, result);
    }

    private static void Advance(int[] position, int[] shape)
    {
        for (var axis = shape.Length - 1; axis >= 0 && ++position[axis] == shape[axis]; axis--)
        {
            position[axis] = 0;
        }
    }
}

/// <summary>Element types of tensors, by their numbers in ONNX's <c>TensorProto.DataType</c>.</summary>
internal enum ElementType
{
    Float32 = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Boolean = 9,
    Float16 = 10,
}
