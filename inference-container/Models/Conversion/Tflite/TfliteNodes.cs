using System.Text;
using System.Text.Json;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Tflite;

/// <summary>Translates the operations of a TensorFlow Lite graph back to the TensorFlow operations that they were made from.</summary>
/// <param name="tensors">The tensors of the graph.</param>
internal sealed class TfliteNodes(TfliteTensors tensors)
{
    private readonly List<TfjsNode> _nodes = [];

    public IReadOnlyList<TfjsNode> Nodes => _nodes;

    /// <param name="code">The operation's number in <c>BuiltinOperator</c>.</param>
    /// <param name="operation">A table <c>Operator</c>.</param>
    /// <exception cref="ConversionException">The operation is not supported.</exception>
    public void Add(int code, FlatTable operation)
    {
        var (inputs, outputs) = (operation.GetIntegers(1), operation.GetIntegers(2));
        var options = operation.FindTable(4);
        switch (code)
        {
            case 0:
                AddActivated(outputs[0], "AddV2", [tensors.GetName(inputs[0]), tensors.GetName(inputs[1])], [], options?.GetByte(0) ?? 0);
                break;
            case 2:
                var axis = tensors.Add($"{tensors.GetName(outputs[0])}/axis", Tensor.OfInt32([], [options?.GetInteger(0) ?? 0]));
                AddActivated(outputs[0], "ConcatV2", [.. inputs.Select(tensors.GetName), axis], [], options?.GetByte(1) ?? 0);
                break;
            case 3:
                // From out, height, width, in to height, width, in, out.
                AddConvolution("_FusedConv2D", inputs, outputs[0], tensors.GetConstant(inputs[1]).Transpose(1, 2, 3, 0), options!.Value, activation: 3, dilation: 4);
                break;
            case 4:
                AddConvolution("FusedDepthwiseConv2dNative", inputs, outputs[0], ByChannel(inputs), options!.Value, activation: 4, dilation: 5);
                break;
            case 6:
                tensors.Add(tensors.GetName(outputs[0]), tensors.GetConstant(inputs[0]).ToFloat32());
                break;
            case 22:
                var shape = tensors.Add($"{tensors.GetName(outputs[0])}/shape", Tensor.OfInt32([tensors.GetShape(outputs[0]).Count], tensors.GetShape(outputs[0])));
                AddActivated(outputs[0], "Reshape", [tensors.GetName(inputs[0]), shape], [], activation: 0);
                break;
            default:
                throw new ConversionException($"'{tensors.GetName(outputs[0])}' is computed by the operation {code}, which is not supported.");
        }
    }

    /// <summary>From 1, height, width, in × multiplier to height, width, in, multiplier.</summary>
    private Tensor ByChannel(IReadOnlyList<int> inputs)
    {
        var (weights, channels) = (tensors.GetConstant(inputs[1]), tensors.GetShape(inputs[0])[3]);
        return weights.Reshape(weights.Shape[1], weights.Shape[2], channels, weights.Shape[3] / channels);
    }

    private void AddConvolution(string name, IReadOnlyList<int> inputs, int output, Tensor weights, FlatTable options, int activation, int dilation)
    {
        var kernel = tensors.Add($"{tensors.GetName(output)}/kernel", weights);
        var bias = tensors.Add($"{tensors.GetName(output)}/bias", tensors.GetConstant(inputs[2]));
        AddActivated(
            output,
            name,
            [tensors.GetName(inputs[0]), kernel, bias],
            new()
            {
                ["padding"] = Text(options.GetByte(0) == 0 ? "SAME" : "VALID"),
                ["strides"] = Integers(1, options.GetInteger(2), options.GetInteger(1), 1),
                ["dilations"] = Integers(1, options.GetInteger(dilation + 1, 1), options.GetInteger(dilation, 1), 1),
                ["fused_ops"] = JsonSerializer.SerializeToElement(new { list = new { s = new[] { Convert.ToBase64String("BiasAdd"u8) } } }),
            },
            options.GetByte(activation));
    }

    /// <summary>Adds an operation, and its activation as a separate one.</summary>
    private void AddActivated(int output, string operation, IReadOnlyList<string> inputs, Dictionary<string, JsonElement> attributes, int activation)
    {
        var name = tensors.GetName(output);
        var before = $"{name}/before";
        switch (activation)
        {
            case 0:
                _nodes.Add(new TfjsNode(name, operation, inputs, attributes));
                break;
            case 1 or 3:
                _nodes.Add(new TfjsNode(before, operation, inputs, attributes));
                _nodes.Add(new TfjsNode(name, activation == 1 ? "Relu" : "Relu6", [before], new Dictionary<string, JsonElement>()));
                break;
            default:
                throw new ConversionException($"'{name}' has the activation {activation}, which is not supported.");
        }
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(new { s = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) });

    private static JsonElement Integers(params IReadOnlyList<int> values) => JsonSerializer.SerializeToElement(new { list = new { i = values } });
}
