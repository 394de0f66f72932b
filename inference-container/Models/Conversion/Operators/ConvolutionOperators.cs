using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Convolutions, with the bias and activation that TensorFlow.js fuses into them.</summary>
internal static class ConvolutionOperators
{
    public static readonly Dictionary<string, OperatorConverter> Table = new()
    {
        ["Conv2D"] = ConvertFull,
        ["_FusedConv2D"] = ConvertFull,
        ["DepthwiseConv2dNative"] = ConvertDepthwise,
        ["FusedDepthwiseConv2dNative"] = ConvertDepthwise,
    };

    private static IReadOnlyList<GraphValue> ConvertFull(TfjsNode node, GraphBuilder graph)
    {
        // From height, width, in, out to out, in, height, width.
        var weights = graph.GetConstant(node, 1);
        return [Emit(node, graph, weights.Transpose(3, 2, 0, 1), weights.Shape, weights.Shape[3], groups: 1)];
    }

    private static IReadOnlyList<GraphValue> ConvertDepthwise(TfjsNode node, GraphBuilder graph)
    {
        // From height, width, in, multiplier to in × multiplier, 1, height, width.
        var weights = graph.GetConstant(node, 1);
        var (height, width, channels, multiplier) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        var grouped = weights.Transpose(2, 3, 0, 1).Reshape(channels * multiplier, 1, height, width);
        return [Emit(node, graph, grouped, weights.Shape, channels * multiplier, channels)];
    }

    private static GraphValue Emit(TfjsNode node, GraphBuilder graph, Tensor weights, IReadOnlyList<int> kernel, int channels, int groups)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsFirst);
        var window = Window.Of(node, [kernel[0], kernel[1]], input.Shape);
        var fused = node.GetTexts("fused_ops");
        List<string> inputs = [input.Name, graph.Add($"{node.Name}/weights", weights)];
        if (fused is ["BiasAdd", ..])
        {
            inputs.Add(graph.GetValue(node.Inputs[2]).Name);
        }

        int[] shape = [input.Shape[0], window.OutputSize[0], window.OutputSize[1], channels];
        var output = graph.Emit(
            node.Name, "Conv", inputs, input with { Shape = shape }, [.. window.Attributes, new OnnxInteger("group", groups)]);
        return fused switch
        {
            [] or ["BiasAdd"] => output,
            ["BiasAdd", "Relu"] => graph.Emit($"{node.Name}/Relu", "Relu", [output.Name], output),
            _ => throw node.Fault($"it is fused with {string.Join(", ", fused)}"),
        };
    }
}
