using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Operators;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion;

/// <summary>
/// Converts a TensorFlow.js graph model to ONNX. Weights become 32-bit floats; convolutions run in channels-first layout, which is kept
/// until an operation needs the other one. Inputs and outputs keep their shapes, and their names with <c>_</c> in place of <c>/</c>.
/// </summary>
public static class TfjsConverter
{
    /// <param name="modelPath">The <c>model.json</c>.</param>
    /// <param name="weightPaths">Its weight files in the manifest's order.</param>
    /// <param name="onnxPath">The file to write; the same sources always give the same bytes.</param>
    /// <param name="cancellationToken">May leave a partial file.</param>
    /// <exception cref="ConversionException">The model is malformed or has an unsupported operation.</exception>
    public static async Task ConvertAsync(string modelPath, IReadOnlyList<string> weightPaths, string onnxPath, CancellationToken cancellationToken)
    {
        var json = await File.ReadAllBytesAsync(modelPath, cancellationToken);
        using var weights = new MemoryStream();
        foreach (var path in weightPaths)
        {
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(weights, cancellationToken);
        }

        var onnx = OnnxModelWriter.Write(Convert(TfjsGraphReader.Read(json, weights.ToArray())));
        await File.WriteAllBytesAsync(onnxPath, onnx.Written.ToArray(), cancellationToken);
    }

    internal static OnnxGraph Convert(TfjsGraph unfolded)
    {
        var source = ConstantFolding.Fold(unfolded);
        var builder = new GraphBuilder(source, source.Inputs.Concat(source.Outputs).Select(PortName));
        var inputs = new List<OnnxPort>();
        foreach (var input in source.Inputs)
        {
            var port = new OnnxPort(PortName(input), ElementType.Float32, input.Shape);
            inputs.Add(port);
            builder.Bind(input.Name, [new GraphValue(port.Name, port.Type, port.Shape)]);
        }

        foreach (var node in NodeOrder.Sort(source))
        {
            builder.Bind(node.Name, OperatorTable.Convert(node, builder));
        }

        var outputs = source.Outputs.Select(output => EmitOutput(builder, output)).ToList();
        return new OnnxGraph(builder.Nodes, builder.Constants, inputs, outputs);
    }

    private static OnnxPort EmitOutput(GraphBuilder builder, TfjsPort output)
    {
        var value = builder.GetValue(output.Name, Layout.ChannelsLast);
        if (!value.Shape.SequenceEqual(output.Shape))
        {
            throw new ConversionException($"Output '{output.Name}' has the shape [{string.Join(", ", value.Shape)}], not the signature's.");
        }

        var port = new OnnxPort(PortName(output), value.Type, value.Shape);
        builder.EmitOutput(port.Name, value);
        return port;
    }

    private static string PortName(TfjsPort port) => port.Name.Replace('/', '_');
}
