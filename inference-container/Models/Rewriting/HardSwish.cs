using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting;

/// <summary>Fuses the activation <c>min(max(x + 3, 0), 6) · a</c>, which exporters spell out, into one operation.</summary>
internal static class HardSwish
{
    private const float Shift = 3;

    /// <summary>Replaces every product of such a clipped sum with a constant, or with a constant times the same x.</summary>
    public static OnnxGraph Fuse(OnnxGraph graph)
    {
        var source = new SourceGraph(graph);
        return graph with { Nodes = [.. graph.Nodes.SelectMany(node => Fuse(source, node))] };
    }

    private static IEnumerable<OnnxNode> Fuse(SourceGraph source, OnnxNode node)
    {
        if (node.Operator != "Mul" || node.Inputs.FirstOrDefault(input => source.FindNode(input) is { Operator: "Clip" }) is not { } clipped)
        {
            return [node];
        }

        var sum = source.FindNode(source.GetNode(clipped).Inputs[0]);
        if (sum is not { Operator: "Add" } || FindNumber(source, sum.Inputs[1]) != Shift)
        {
            return [node];
        }

        var (x, other) = (sum.Inputs[0], node.Inputs.First(input => input != clipped));
        if (FindNumber(source, other) is { } factor)
        {
            return [HardSigmoid(x, node.Outputs[0], factor)];
        }

        if (source.FindNode(other) is not { Operator: "Mul" } scaled || !scaled.Inputs.Contains(x) || FindNumber(source, scaled.Inputs.First(input => input != x)) is not { } slope)
        {
            return [node];
        }

        var gate = $"{node.Outputs[0]}.gate";
        return [HardSigmoid(x, gate, slope), node with { Inputs = [x, gate] }];
    }

    private static OnnxNode HardSigmoid(string x, string output, float slope) =>
        new("HardSigmoid", [x], [output], [new OnnxFloat("alpha", slope), new OnnxFloat("beta", slope * Shift)]);

    private static float? FindNumber(SourceGraph source, string name) =>
        source.FindConstant(name) is { Type: ElementType.Float32, ElementCount: 1 } constant ? constant.ReadFloat32()[0] : null;
}
