using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Operations that pool or resize over height and width.</summary>
internal static class PoolingOperators
{
    public static readonly Dictionary<string, OperatorConverter> Table = new()
    {
        ["MaxPool"] = ConvertMaxPool,
        ["Mean"] = ConvertMean,
        ["ResizeBilinear"] = ConvertResize,
    };

    private static IReadOnlyList<GraphValue> ConvertMaxPool(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsFirst);
        if (node.GetIntegers("ksize") is not [1, var height, var width, 1])
        {
            throw node.Fault("it pools over axes other than height and width");
        }

        var window = Window.Of(node, [height, width], input.Shape);
        int[] shape = [input.Shape[0], window.OutputSize[0], window.OutputSize[1], input.Shape[3]];
        return [graph.Emit(node.Name, "MaxPool", [input.Name], input with { Shape = shape }, window.Attributes)];
    }

    private static IReadOnlyList<GraphValue> ConvertMean(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsFirst);
        if (input.Shape.Count != 4 || !node.GetFlag("keep_dims") || graph.GetIntegers(node, 1) is not [1, 2])
        {
            throw node.Fault("it is not the mean over height and width that keeps its axes");
        }

        return [graph.Emit(node.Name, "GlobalAveragePool", [input.Name], input with { Shape = [input.Shape[0], 1, 1, input.Shape[3]] })];
    }

    private static IReadOnlyList<GraphValue> ConvertResize(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsFirst);
        if (node.GetFlag("align_corners"))
        {
            throw node.Fault("it aligns corners");
        }

        var size = graph.GetIntegers(node, 1);
        int[] shape = [input.Shape[0], size[0], size[1], input.Shape[3]];
        var sizes = graph.Add($"{node.Name}/sizes", Tensor.OfInt64(shape[0], shape[3], shape[1], shape[2]));

        // The region and the scales remain empty, because the sizes suffice.
        return
        [
            graph.Emit(
                node.Name,
                "Resize",
                [input.Name, string.Empty, string.Empty, sizes],
                input with { Shape = shape },
                new OnnxText("mode", "linear"),
                new OnnxText("coordinate_transformation_mode", node.GetFlag("half_pixel_centers") ? "half_pixel" : "asymmetric")),
        ];
    }
}
