namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Serializes a graph as an ONNX model; the same graph always gives the same bytes. The numbers are fields of <c>onnx.proto</c>.</summary>
internal static class OnnxModelWriter
{
    /// <summary>The format of ONNX 1.8, the first with operator set 13.</summary>
    private const int FormatVersion = 7;

    /// <summary>The format of ONNX 1.15, the first with operator set 20.</summary>
    private const int LaterFormatVersion = 9;

    public static ProtobufWriter Write(OnnxGraph graph)
    {
        var model = new ProtobufWriter()
            .Write(1, graph.OperatorSet <= 13 ? FormatVersion : LaterFormatVersion)
            .Write(2, "SegFunctions")
            .Write(7, WriteGraph(graph))
            .Write(8, WriteOperatorSet(string.Empty, graph.OperatorSet));
        return graph.Nodes.Any(node => node.Domain == OnnxNode.RuntimeDomain) ? model.Write(8, WriteOperatorSet(OnnxNode.RuntimeDomain, 1)) : model;
    }

    private static ProtobufWriter WriteOperatorSet(string domain, int version) => new ProtobufWriter().Write(1, domain).Write(2, version);

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
        return node.Domain.Length == 0 ? message : message.Write(7, node.Domain);
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
            case OnnxTensor tensor:
                return message.Write(5, WriteTensor(string.Empty, tensor.Value)).Write(20, 4);
            case OnnxIntegers integers:
                foreach (var value in integers.Values)
                {
                    message.Write(8, value);
                }

                return message.Write(20, 7);
            default:
                throw new ArgumentException($"{attribute.GetType()} is not a known attribute.", nameof(attribute));
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
        if (port.Type == default)
        {
            return new ProtobufWriter().Write(1, port.Name);
        }

        var shape = new ProtobufWriter();
        WriteAll(shape, 1, port.Shape.Select(size => size == OnnxPort.Open ? new ProtobufWriter() : new ProtobufWriter().Write(1, size)));
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
