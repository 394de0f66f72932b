namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Serializes a graph as an ONNX model; the same graph always gives the same bytes. The numbers are fields of <c>onnx.proto</c>.</summary>
internal static class OnnxModelWriter
{
    /// <summary>Operator set of the default domain.</summary>
    public const int OperatorSet = 13;

    /// <summary>The format of ONNX 1.8, the first with <see cref="OperatorSet"/>.</summary>
    private const int FormatVersion = 7;

    public static ProtobufWriter Write(OnnxGraph graph) => new ProtobufWriter()
        .Write(1, FormatVersion)
        .Write(2, "SegFunctions")
        .Write(7, WriteGraph(graph))
        .Write(8, new ProtobufWriter().Write(1, string.Empty).Write(2, OperatorSet));

    private static ProtobufWriter WriteGraph(OnnxGraph graph)
    {
        var message = new ProtobufWriter();
        foreach (var node in graph.Nodes)
        {
            message.Write(1, WriteNode(node));
        }

        message.Write(2, "graph");
        foreach (var (name, tensor) in graph.Constants)
        {
            message.Write(5, WriteTensor(name, tensor));
        }

        WriteAll(message, 11, graph.Inputs.Select(WritePort));
        WriteAll(message, 12, graph.Outputs.Select(WritePort));
        return message;
    }

    private static ProtobufWriter WriteNode(OnnxNode node)
    {
        var message = new ProtobufWriter();
        WriteAll(message, 1, node.Inputs);
        WriteAll(message, 2, node.Outputs);
        message.Write(3, node.Outputs[0]).Write(4, node.Operator);
        WriteAll(message, 5, node.Attributes.Select(WriteAttribute));
        return message;
    }

    private static ProtobufWriter WriteAttribute(OnnxAttribute attribute)
    {
        var message = new ProtobufWriter().Write(1, attribute.Name);
        switch (attribute)
        {
            case OnnxInteger integer:
                return message.Write(3, integer.Value).Write(20, 2);
            case OnnxFloat real:
                return message.Write(2, real.Value).Write(20, 1);
            case OnnxText text:
                return message.Write(4, text.Value).Write(20, 3);
            case OnnxIntegers integers:
                foreach (var value in integers.Values)
                {
                    message.Write(8, value);
                }

                return message.Write(20, 7);
            default:
                throw new ArgumentException($"{attribute.GetType()} is no known attribute.", nameof(attribute));
        }
    }

    private static ProtobufWriter WriteTensor(string name, Tensor tensor)
    {
        var message = new ProtobufWriter();
        foreach (var size in tensor.Shape)
        {
            message.Write(1, size);
        }

        return message.Write(2, (long)tensor.Type).Write(8, name).Write(9, tensor.Bytes);
    }

    private static ProtobufWriter WritePort(OnnxPort port)
    {
        var shape = new ProtobufWriter();
        WriteAll(shape, 1, port.Shape.Select(size => new ProtobufWriter().Write(1, size)));
        var tensorType = new ProtobufWriter().Write(1, (long)port.Type).Write(2, shape);
        return new ProtobufWriter().Write(1, port.Name).Write(2, new ProtobufWriter().Write(1, tensorType));
    }

    private static void WriteAll(ProtobufWriter message, int field, IEnumerable<ProtobufWriter> values)
    {
        foreach (var value in values)
        {
            message.Write(field, value);
        }
    }

    private static void WriteAll(ProtobufWriter message, int field, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            message.Write(field, value);
        }
    }
}
