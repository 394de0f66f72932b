using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion;

/// <summary>The ONNX graph under construction: operator converters read the source's values from it and add nodes to it.</summary>
/// <param name="source">Provides the constants.</param>
/// <param name="portNames">Names of the ONNX graph's inputs and outputs, which no other value may have.</param>
internal sealed class GraphBuilder(TfjsGraph source, IEnumerable<string> portNames)
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly OrderedDictionary<string, Tensor> _constants = [];
    private readonly HashSet<string> _names = [.. portNames];
    private readonly Dictionary<string, GraphValue> _values = [];
    private readonly Dictionary<(string Name, Layout Layout), GraphValue> _transposed = [];

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    public IReadOnlyList<KeyValuePair<string, Tensor>> Constants => [.. _constants];

    /// <summary>Registers a source node's outputs for the nodes that read them.</summary>
    public void Bind(string node, IReadOnlyList<GraphValue> outputs)
    {
        for (var index = 0; index < outputs.Count; index++)
        {
            _values[$"{node}:{index}"] = outputs[index];
        }
    }

    /// <param name="input"><c>node</c>, <c>node:output</c> or a constant.</param>
    public GraphValue GetValue(string input)
    {
        if (source.Constants.TryGetValue(input, out var constant))
        {
            _constants.TryAdd(input, constant);
            return new GraphValue(input, constant.Type, constant.Shape);
        }

        return _values[input.Contains(':') ? input : $"{input}:0"];
    }

    public GraphValue GetValue(string input, Layout layout) => In(layout, GetValue(input));

    /// <exception cref="ConversionException">The input is computed rather than constant.</exception>
    public Tensor GetConstant(TfjsNode node, int input) =>
        source.Constants.GetValueOrDefault(node.Inputs[input]) ?? throw node.Fault($"its input {input} is not constant");

    /// <exception cref="ConversionException">The input is computed, or does not hold integers.</exception>
    public IReadOnlyList<int> GetIntegers(TfjsNode node, int input) => GetConstant(node, input).ReadInt32();

    /// <summary>The value in this layout, transposed at most once; values without four axes have only one layout.</summary>
    public GraphValue In(Layout layout, GraphValue value)
    {
        if (value.Layout == layout)
        {
            return value;
        }

        if (!_transposed.TryGetValue((value.Name, layout), out var transposed))
        {
            int[] axes = layout == Layout.ChannelsFirst ? [0, 3, 1, 2] : [0, 2, 3, 1];
            transposed = Emit($"{value.Name}/{layout}", "Transpose", [value.Name], value with { Layout = layout }, new OnnxIntegers("perm", axes));
            _transposed.Add((value.Name, layout), transposed);
        }

        return transposed;
    }

    /// <returns>The constant's name in the graph.</returns>
    public string Add(string name, Tensor constant)
    {
        var unique = MakeUnique(name);
        _constants.Add(unique, constant);
        return unique;
    }

    /// <param name="name">Preferred name of the node and its output.</param>
    /// <param name="operation">ONNX's operator name.</param>
    /// <param name="inputs">Names in the ONNX graph.</param>
    /// <param name="like">The output's type, shape and layout; its name is ignored.</param>
    /// <param name="attributes">The node's attributes.</param>
    public GraphValue Emit(string name, string operation, IReadOnlyList<string> inputs, GraphValue like, params IReadOnlyList<OnnxAttribute> attributes) =>
        Emit(name, operation, inputs, [like], attributes)[0];

    public IReadOnlyList<GraphValue> Emit(
        string name, string operation, IReadOnlyList<string> inputs, IReadOnlyList<GraphValue> like, params IReadOnlyList<OnnxAttribute> attributes)
    {
        List<GraphValue> outputs = [.. like.Select(value => value with { Name = MakeUnique(name) })];
        _nodes.Add(new OnnxNode(operation, inputs, [.. outputs.Select(output => output.Name)], attributes));
        return outputs;
    }

    /// <summary>Makes a value an output of the graph, under the port's name.</summary>
    public void EmitOutput(string portName, GraphValue value) => _nodes.Add(new OnnxNode("Identity", [value.Name], [portName], []));

    private string MakeUnique(string name)
    {
        var unique = name;
        for (var number = 2; source.Constants.ContainsKey(unique) || !_names.Add(unique); number++)
        {
            unique = $"{name}~{number}";
        }

        return unique;
    }
}
