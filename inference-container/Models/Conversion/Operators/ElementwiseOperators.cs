using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Elementwise operations, in whatever layout the operands have.</summary>
internal static class ElementwiseOperators
{
    public static readonly Dictionary<string, OperatorConverter> Table = new()
    {
        ["Add"] = (node, graph) => [EmitBinary(node, graph, "Add")],
        ["AddV2"] = (node, graph) => [EmitBinary(node, graph, "Add")],
        ["Sub"] = (node, graph) => [EmitBinary(node, graph, "Sub")],
        ["Mul"] = (node, graph) => [EmitBinary(node, graph, "Mul")],
        ["Equal"] = (node, graph) => [EmitBinary(node, graph, "Equal", ElementType.Boolean)],
        ["FloorMod"] = (node, graph) => [EmitFloorMod(node, graph)],
        ["FloorDiv"] = ConvertFloorDiv,
        ["Relu"] = (node, graph) => [EmitUnary(node, graph, "Relu")],
        ["Relu6"] = ConvertRelu6,
        ["LeakyRelu"] = ConvertLeakyRelu,
        ["Sigmoid"] = (node, graph) => [EmitUnary(node, graph, "Sigmoid")],
        ["Identity"] = (node, graph) => [graph.GetValue(node.Inputs[0])],
        ["Cast"] = ConvertCast,
    };

    private static GraphValue EmitUnary(TfjsNode node, GraphBuilder graph, string operation)
    {
        var input = graph.GetValue(node.Inputs[0]);
        return graph.Emit(node.Name, operation, [input.Name], input);
    }

    private static GraphValue EmitBinary(TfjsNode node, GraphBuilder graph, string operation, ElementType? type = null)
    {
        var (left, right) = Align(graph, graph.GetValue(node.Inputs[0]), graph.GetValue(node.Inputs[1]));
        return Emit(graph, node.Name, operation, left, right, type);
    }

    private static GraphValue Emit(GraphBuilder graph, string name, string operation, GraphValue left, GraphValue right, ElementType? type = null)
    {
        var layout = left.Layout == Layout.ChannelsFirst ? left.Layout : right.Layout;
        var like = new GraphValue(name, type ?? left.Type, Broadcast(left.Shape, right.Shape), layout);
        return graph.Emit(name, operation, [left.Name, right.Name], like);
    }

    /// <summary>Operands in channels-first layout keep it if the other operand has it too, or has a single element.</summary>
    private static (GraphValue Left, GraphValue Right) Align(GraphBuilder graph, GraphValue left, GraphValue right)
    {
        var fits = left.Layout == right.Layout || (left.Shape.Count <= 4 && left.ElementCount == 1) || (right.Shape.Count <= 4 && right.ElementCount == 1);
        return fits ? (left, right) : (graph.In(Layout.ChannelsLast, left), graph.In(Layout.ChannelsLast, right));
    }

    private static int[] Broadcast(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        var count = Math.Max(left.Count, right.Count);
        return [.. Enumerable.Range(0, count).Select(axis => Math.Max(SizeOf(left, axis), SizeOf(right, axis)))];

        int SizeOf(IReadOnlyList<int> shape, int axis) => axis + shape.Count < count ? 1 : shape[axis + shape.Count - count];
    }

    /// <summary>ONNX's Mod of integers has the divisor's sign, like the remainder of floored division.</summary>
    private static GraphValue EmitFloorMod(TfjsNode node, GraphBuilder graph)
    {
        RequireIntegers(node, graph);
        return EmitBinary(node, graph, "Mod");
    }

    /// <summary>ONNX's Div truncates, so the remainder of floored division is subtracted first.</summary>
    private static IReadOnlyList<GraphValue> ConvertFloorDiv(TfjsNode node, GraphBuilder graph)
    {
        RequireIntegers(node, graph);
        var (left, right) = Align(graph, graph.GetValue(node.Inputs[0]), graph.GetValue(node.Inputs[1]));
        var remainder = Emit(graph, $"{node.Name}/Mod", "Mod", left, right);
        var multiple = Emit(graph, $"{node.Name}/Sub", "Sub", left, remainder);
        return [Emit(graph, node.Name, "Div", multiple, right)];
    }

    private static void RequireIntegers(TfjsNode node, GraphBuilder graph)
    {
        if (graph.GetValue(node.Inputs[0]).Type != ElementType.Int32)
        {
            throw node.Fault("its operands are not integers");
        }
    }

    private static IReadOnlyList<GraphValue> ConvertRelu6(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0]);
        var low = graph.Add($"{node.Name}/low", Tensor.OfFloat32(0));
        var high = graph.Add($"{node.Name}/high", Tensor.OfFloat32(6));
        return [graph.Emit(node.Name, "Clip", [input.Name, low, high], input)];
    }

    private static IReadOnlyList<GraphValue> ConvertLeakyRelu(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0]);
        return [graph.Emit(node.Name, "LeakyRelu", [input.Name], input, new OnnxFloat("alpha", node.GetFloat("alpha")))];
    }

    private static IReadOnlyList<GraphValue> ConvertCast(TfjsNode node, GraphBuilder graph)
    {
        var input = graph.GetValue(node.Inputs[0]);
        var type = node.GetTypeName("DstT") switch
        {
            "DT_FLOAT" => ElementType.Float32,
            "DT_INT32" => ElementType.Int32,
            "DT_BOOL" => ElementType.Boolean,
            var other => throw node.Fault($"it casts to {other}"),
        };
        return [graph.Emit(node.Name, "Cast", [input.Name], input with { Type = type }, new OnnxInteger("to", (long)type))];
    }
}
