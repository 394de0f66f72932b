using System.Runtime.InteropServices;

namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Reads the tensors of an ONNX file, and the types of a graph's inputs and outputs. The numbers are fields of <c>onnx.proto</c>.</summary>
internal static class OnnxTensorReader
{
    /// <exception cref="ConversionException">The element type is not supported by this reader.</exception>
    public static (string Name, Tensor Tensor) ReadTensor(ReadOnlySpan<byte> message)
    {
        var (name, type) = (string.Empty, 0L);
        var (shape, integers) = (new List<long>(), new List<long>());
        byte[] bytes = [];
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.AddIntegersTo(shape);
                    break;
                case 2:
                    type = reader.Number;
                    break;
                case 4:
                    // Packed floats are stored as their bytes.
                    bytes = reader.Content.ToArray();
                    break;
                case 7:
                    reader.AddIntegersTo(integers);
                    break;
                case 8:
                    name = reader.Text;
                    break;
                case 9:
                    bytes = reader.Content.ToArray();
                    break;
                default:
                    break;
            }
        }

        if (integers.Count > 0)
        {
            bytes = MemoryMarshal.AsBytes<long>(integers.ToArray()).ToArray();
        }

        return Enum.IsDefined((ElementType)type)
            ? (name, new Tensor((ElementType)type, [.. shape.Select(size => (int)size)], bytes))
            : throw new ConversionException($"The tensor '{name}' has elements of the type {type}, which is not supported.");
    }

    /// <summary>Reads a <c>ValueInfoProto</c>, whose type must be a tensor's.</summary>
    public static OnnxPort ReadPort(ReadOnlySpan<byte> message)
    {
        var name = string.Empty;
        var type = default(ElementType);
        List<int> shape = [];
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            if (reader.Field == 1)
            {
                name = reader.Text;
            }
            else if (reader.Field == 2)
            {
                (type, shape) = ReadTensorType(FindTensorType(reader.Content));
            }
        }

        return new OnnxPort(name, type, shape);
    }

    private static (ElementType Type, List<int> Shape) ReadTensorType(ReadOnlySpan<byte> message)
    {
        var type = default(ElementType);
        var shape = new List<int>();
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            if (reader.Field == 1)
            {
                type = (ElementType)reader.Number;
                continue;
            }

            var dimensions = new ProtobufReader(reader.Content);
            while (dimensions.TryRead())
            {
                var dimension = new ProtobufReader(dimensions.Content);
                shape.Add(dimension.TryRead() && dimension.Field == 1 ? (int)dimension.Number : OnnxPort.Open);
            }
        }

        return (type, shape);
    }

    private static ReadOnlySpan<byte> FindTensorType(ReadOnlySpan<byte> type)
    {
        var reader = new ProtobufReader(type);
        while (reader.TryRead())
        {
            if (reader.Field == 1)
            {
                return reader.Content;
            }
        }

        return default;
    }
}
