namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Reads an ONNX file into a graph. The numbers are fields of <c>onnx.proto</c>; what a rewritten network does not need, such as documentation, is omitted.</summary>
internal static class OnnxModelReader
{
    /// <exception cref="ConversionException">The file is not an ONNX file, or has parts that this reader does not support.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> model)
    {
        OnnxGraph? graph = null;
        var operatorSet = 0;
        var reader = new ProtobufReader(model);
        while (reader.TryRead())
        {
            if (reader.Field == 7)
            {
                graph = ReadGraph(reader.Content);
            }
            else if (reader.Field == 8)
            {
                operatorSet = ReadOperatorSet(reader.Content) ?? operatorSet;
            }
        }

        return graph is null ? throw new ConversionException("The file holds no ONNX graph.") : graph with { OperatorSet = operatorSet };
    }

    private static OnnxGraph ReadGraph(ReadOnlySpan<byte> message)
    {
        var (nodes, constants) = (new List<OnnxNode>(), new List<KeyValuePair<string, Tensor>>());
        var (inputs, outputs) = (new List<OnnxPort>(), new List<OnnxPort>());
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(ReadNode(reader.Content));
                    break;
                case 5:
                    var (name, tensor) = OnnxTensorReader.ReadTensor(reader.Content);
                    constants.Add(new(name, tensor));
                    break;
                case 11:
                    inputs.Add(OnnxTensorReader.ReadPort(reader.Content));
                    break;
                case 12:
                    outputs.Add(OnnxTensorReader.ReadPort(reader.Content));
                    break;
                default:
                    break;
            }
        }

        return new OnnxGraph(nodes, constants, inputs, outputs);
    }

    private static int? ReadOperatorSet(ReadOnlySpan<byte> message)
    {
        var (domain, version) = (string.Empty, 0);
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            (domain, version) = reader.Field == 1 ? (reader.Text, version) : (domain, (int)reader.Number);
        }

        return domain.Length == 0 ? version : null;
    }

    private static OnnxNode ReadNode(ReadOnlySpan<byte> message)
    {
        var (inputs, outputs, attributes) = (new List<string>(), new List<string>(), new List<OnnxAttribute>());
        var (operation, domain) = (string.Empty, string.Empty);
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            switch (reader.Field)
            {
                case 1:
                    inputs.Add(reader.Text);
                    break;
                case 2:
                    outputs.Add(reader.Text);
                    break;
                case 4:
                    operation = reader.Text;
                    break;
                case 5:
                    attributes.Add(ReadAttribute(reader.Content));
                    break;
                case 7:
                    domain = reader.Text;
                    break;
                default:
                    break;
            }
        }

        return new OnnxNode(operation, inputs, outputs, attributes) { Domain = domain };
    }

    private static OnnxAttribute ReadAttribute(ReadOnlySpan<byte> message)
    {
        var (name, text, type) = (string.Empty, string.Empty, 0L);
        var (number, real) = (0L, 0f);
        var integers = new List<long>();
        Tensor? tensor = null;
        var reader = new ProtobufReader(message);
        while (reader.TryRead())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text;
                    break;
                case 2:
                    real = BitConverter.Int32BitsToSingle((int)reader.Number);
                    break;
                case 3:
                    number = reader.Number;
                    break;
                case 4:
                    text = reader.Text;
                    break;
                case 5:
                    tensor = OnnxTensorReader.ReadTensor(reader.Content).Tensor;
                    break;
                case 8:
                    reader.AddIntegersTo(integers);
                    break;
                case 20:
                    type = reader.Number;
                    break;
                default:
                    break;
            }
        }

        return type switch
        {
            1 => new OnnxFloat(name, real),
            2 => new OnnxInteger(name, number),
            3 => new OnnxText(name, text),
            4 when tensor is not null => new OnnxTensor(name, tensor),
            7 => new OnnxIntegers(name, [.. integers.Select(value => (int)value)]),
            _ => throw new ConversionException($"The attribute '{name}' is of the type {type}, which is not supported."),
        };
    }
}
