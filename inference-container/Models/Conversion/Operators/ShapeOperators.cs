using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Operations that change shape or order, but no element values.</summary>
internal static class ShapeOperators
{
    public static readonly Dictionary<string, OperatorConverter> Table = new()
    {
        ["Reshape"] = ConvertReshape,
        ["ExpandDims"] = ConvertExpandDims,
        ["ConcatV2"] = ConvertConcat,
        ["Transpose"] = ConvertTranspose,
        ["Pad"] = ConvertPad,
        ["PadV2"] = ConvertPad,
    };

    private static IReadOnlyList<GraphValue> ConvertReshape(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var wanted = graph.GetIntegers(node, 1);
        var known = wanted.Where(size => size >= 0).Aggregate(1, (product, size) => product * size);
        int[] shape = [.. wanted.Select(size => size < 0 ? input.ElementCount / known : size)];
        return [Emit(node, graph, input, shape)];
    }

    private static IReadOnlyList<GraphValue> ConvertExpandDims(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var axis = graph.GetIntegers(node, 1)[0];
        var shape = input.Shape.ToList();
        shape.Insert(axis < 0 ? shape.Count + 1 + axis : axis, 1);
        return [Emit(node, graph, input, shape)];
    }

    private static GraphValue Emit(TfjsNode node, GraphBuilder graph, GraphValue input, IReadOnlyList<int> shape)
    {
        var sizes = graph.Add($"{node.Name}/shape", Tensor.OfInt64([.. shape.Select(size => (long)size)]));
        return graph.Emit(node.Name, "Reshape", [input.Name, sizes], input with { Shape = shape });
    }

    private static IReadOnlyList<GraphValue> ConvertConcat(TfjsNode node, GraphBuilder graph)
    {
        var values = node.Inputs.SkipLast(1).Select(graph.GetValue).ToList();
        var rank = values[0].Shape.Count;
        var given = graph.GetIntegers(node, node.Inputs.Count - 1)[0];
        var axis = given < 0 ? given + rank : given;

        var layout = values.All(value => value.Layout == Layout.ChannelsFirst) ? Layout.ChannelsFirst : Layout.ChannelsLast;
        int[] axes = layout == Layout.ChannelsFirst ? [0, 2, 3, 1] : [.. Enumerable.Range(0, rank)];
        int[] shape = [.. values[0].Shape];
        shape[axis] = values.Sum(value => value.Shape[axis]);
        return
        [
            graph.Emit(
                node.Name,
                "Concat",
                [.. values.Select(value => graph.In(layout, value).Name)],
                values[0] with { Shape = shape, Layout = layout },
                new OnnxInteger("axis", axes[axis])),
        ];
    }

    /// <summary>ONNX Runtime removes pairs of transpositions that cancel each other out.</summary>
    private static IReadOnlyList<GraphValue> ConvertTranspose(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var axes = graph.GetIntegers(node, 1);
        int[] shape = [.. axes.Select(axis => input.Shape[axis])];
        return [graph.Emit(node.Name, "Transpose", [input.Name], input with { Shape = shape }, new OnnxIntegers("perm", axes))];
    }

    private static IReadOnlyList<GraphValue> ConvertPad(TfjsNode node, GraphBuilder graph)
    {
        // From before and after for each axis to before all axes, followed by after all axes.
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var pads = graph.GetIntegers(node, 1);
        var (before, after) = (pads.Where((_, index) => index % 2 == 0).ToList(), pads.Where((_, index) => index % 2 == 1).ToList());
        int[] shape = [.. input.Shape.Select((size, axis) => size + before[axis] + after[axis])];
        List<string> inputs = [input.Name, graph.Add($"{node.Name}/pads", Tensor.OfInt64([.. before.Concat(after).Select(size => (long)size)]))];
        if (node.Inputs.Count > 2)
        {
            inputs.Add(graph.GetValue(node.Inputs[2]).Name);
        }

        return [graph.Emit(node.Name, "Pad", inputs, input with { Shape = shape })];
    }
}
