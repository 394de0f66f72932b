using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion;

/// <summary>Evaluates integer computations on constants, mostly of shapes, that exporters leave in the graph, so that operators get constants.</summary>
internal static class ConstantFolding
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Tensor>, Tensor?>> Table = new()
    {
        ["Add"] = Add,
        ["AddV2"] = Add,
        ["SparseToDense"] = ScatterIntoDefault,
    };

    public static TfjsGraph Fold(TfjsGraph graph)
    {
        var nodes = graph.Nodes.ToDictionary();
        var constants = graph.Constants.ToDictionary();
        while (FindFoldable(nodes.Values, constants) is var (name, value))
        {
            nodes.Remove(name);
            constants.Add(name, value);
        }

        return graph with { Nodes = nodes, Constants = constants };
    }

    private static (string Name, Tensor Value)? FindFoldable(IEnumerable<TfjsNode> nodes, Dictionary<string, Tensor> constants)
    {
        foreach (var node in nodes.Where(node => Table.ContainsKey(node.Operator) && node.Inputs.All(constants.ContainsKey)))
        {
            List<Tensor> inputs = [.. node.Inputs.Select(input => constants[input])];
            if (inputs.All(input => input.Type == ElementType.Int32) && Table[node.Operator](inputs) is { } value)
            {
                return (node.Name, value);
            }
        }

        return null;
    }

    private static Tensor? Add(IReadOnlyList<Tensor> inputs) => inputs[0].Shape.SequenceEqual(inputs[1].Shape)
        ? Tensor.OfInt32(inputs[0].Shape, [.. inputs[0].ReadInt32().Zip(inputs[1].ReadInt32(), (left, right) => left + right)])
        : null;

    /// <summary>Inputs: a list of positions [n, 1], the length of the result, n values, and the value for all other positions.</summary>
    private static Tensor? ScatterIntoDefault(IReadOnlyList<Tensor> inputs)
    {
        if (inputs[1].ReadInt32() is not [var length])
        {
            return null;
        }

        var values = new int[length];
        Array.Fill(values, inputs[3].ReadInt32()[0]);
        foreach (var (position, value) in inputs[0].ReadInt32().Zip(inputs[2].ReadInt32()))
        {
            values[position] = value;
        }

        return Tensor.OfInt32([length], values);
    }
}
