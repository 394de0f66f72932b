using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion;

/// <summary>Sorts the nodes that the outputs depend on, so that each follows those that it reads.</summary>
internal static class NodeOrder
{
    public static IReadOnlyList<TfjsNode> Sort(TfjsGraph graph)
    {
        var known = graph.Inputs.Select(input => input.Name).Concat(graph.Constants.Keys).ToHashSet();
        var ordered = new List<TfjsNode>();
        var open = new Stack<string>(graph.Outputs.Select(output => output.Name).Reverse());
        var entered = new HashSet<string>();
        while (open.TryPeek(out var name))
        {
            if (known.Contains(name))
            {
                open.Pop();
                continue;
            }

            var node = graph.Nodes.GetValueOrDefault(name) ?? throw new ConversionException($"There is no node '{name}'.");
            var missing = node.Inputs.Select(input => input.Split(':')[0]).Where(input => !known.Contains(input)).ToList();
            if (missing.Count == 0)
            {
                known.Add(name);
                ordered.Add(node);
            }
            else if (!entered.Add(name))
            {
                throw node.Fault("it depends on itself");
            }
            else
            {
                missing.ForEach(open.Push);
            }
        }

        return ordered;
    }
}
