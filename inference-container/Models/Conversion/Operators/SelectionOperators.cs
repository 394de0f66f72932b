using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Operations that select elements.</summary>
internal static class SelectionOperators
{
    public static readonly Dictionary<string, OperatorConverter> Table = new()
    {
        ["TopKV2"] = ConvertTopK,
        ["GatherV2"] = ConvertGather,
        ["StridedSlice"] = ConvertSlice,
        ["SplitV"] = ConvertSplit,
    };

    /// <summary>Both sort by value and then by index, but ONNX's indices are 64-bit and TensorFlow's 32-bit.</summary>
    private static IReadOnlyList<GraphValue> ConvertTopK(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var count = graph.GetIntegers(node, 1)[0];
        int[] shape = [.. input.Shape.SkipLast(1), count];
        var values = input with { Shape = shape };
        var found = graph.Emit(
            node.Name, "TopK", [input.Name, graph.Add($"{node.Name}/count", Tensor.OfInt64(count))], [values, values with { Type = ElementType.Int64 }]);
        var indices = graph.Emit(
            $"{node.Name}/indices", "Cast", [found[1].Name], values with { Type = ElementType.Int32 }, new OnnxInteger("to", (long)ElementType.Int32));
        return [found[0], indices];
    }

    private static IReadOnlyList<GraphValue> ConvertGather(TfjsNode node, GraphBuilder graph)
    {
        if (node.GetInteger("batch_dims") != 0)
        {
            throw node.Fault("it gathers with batch dimensions");
        }

        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var indices = graph.GetValue(node.Inputs[1], Layout.ChannelsLast);
        var given = graph.GetIntegers(node, 2)[0];
        var axis = given < 0 ? given + input.Shape.Count : given;
        int[] shape = [.. input.Shape.Take(axis), .. indices.Shape, .. input.Shape.Skip(axis + 1)];
        return [graph.Emit(node.Name, "Gather", [input.Name, indices.Name], input with { Shape = shape }, new OnnxInteger("axis", axis))];
    }

    private static IReadOnlyList<GraphValue> ConvertSlice(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var (begin, end) = (graph.GetIntegers(node, 1), graph.GetIntegers(node, 2));
        var steps = graph.GetIntegers(node, 3);
        string[] masks = ["ellipsis_mask", "new_axis_mask", "shrink_axis_mask"];
        if (masks.Any(mask => node.GetInteger(mask) != 0) || steps.Any(step => step != 1) || begin.Count != input.Shape.Count || begin.Concat(end).Any(at => at < 0))
        {
            throw node.Fault("it is not a plain slice of every axis");
        }

        long[] starts = [.. begin.Select((at, axis) => IsMasked(node, "begin_mask", axis) ? 0 : at)];
        long[] ends = [.. end.Select((at, axis) => IsMasked(node, "end_mask", axis) ? input.Shape[axis] : Math.Min(at, input.Shape[axis]))];
        int[] shape = [.. starts.Zip(ends, (start, stop) => (int)(stop - start))];
        string[] inputs = [input.Name, graph.Add($"{node.Name}/starts", Tensor.OfInt64(starts)), graph.Add($"{node.Name}/ends", Tensor.OfInt64(ends))];
        return [graph.Emit(node.Name, "Slice", inputs, input with { Shape = shape })];
    }

    private static IReadOnlyList<GraphValue> ConvertSplit(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0], Layout.ChannelsLast);
        var sizes = graph.GetIntegers(node, 1);
        var given = graph.GetIntegers(node, 2)[0];
        var axis = given < 0 ? given + input.Shape.Count : given;
        var split = graph.Add($"{node.Name}/split", Tensor.OfInt64([.. sizes.Select(size => (long)size)]));
        var parts = sizes.Select(size => input with { Shape = [.. input.Shape.Select((all, at) => at == axis ? size : all)] });
        return graph.Emit(node.Name, "Split", [input.Name, split], [.. parts], new OnnxInteger("axis", axis));
    }

    private static bool IsMasked(TfjsNode node, string mask, int axis) => (node.GetInteger(mask) >> axis & 1) == 1;
}
