using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting;

/// <summary>Reduces a network to what some of its values depend on: ONNX Runtime computes every output of a file, wanted or not.</summary>
internal static class GraphPruning
{
    /// <param name="graph">The graph, with its nodes in any order.</param>
    /// <param name="outputs">Names of the outputs to keep.</param>
    /// <returns>Only what the outputs depend on, with each node after those that it reads.</returns>
    /// <exception cref="ConversionException">No node computes an output.</exception>
    public static OnnxGraph Keep(OnnxGraph graph, IReadOnlyList<string> outputs)
    {
        var source = new SourceGraph(graph);
        var given = graph.Inputs.Select(input => input.Name).Concat(graph.Constants.Select(constant => constant.Key)).Append(string.Empty).ToHashSet(StringComparer.Ordinal);
        var done = new HashSet<string>(given, StringComparer.Ordinal);
        var ordered = new List<OnnxNode>();
        var open = new Stack<string>(outputs.Reverse());
        while (open.TryPeek(out var value))
        {
            if (done.Contains(value))
            {
                open.Pop();
                continue;
            }

            var node = source.GetNode(value);
            var missing = node.Inputs.Where(input => !done.Contains(input)).ToList();
            if (missing.Count > 0)
            {
                missing.ForEach(open.Push);
                continue;
            }

            ordered.Add(node);
            done.UnionWith(node.Outputs);
        }

        var read = ordered.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        return graph with
        {
            Nodes = ordered,
            Constants = [.. graph.Constants.Where(constant => read.Contains(constant.Key))],
            Inputs = [.. graph.Inputs.Where(input => read.Contains(input.Name))],
            Outputs = [.. graph.Outputs.Where(output => outputs.Contains(output.Name))],
        };
    }
}
