using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting;

/// <summary>A graph under construction, written node by node. Values are identified by their names.</summary>
internal sealed class GraphSketch
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly OrderedDictionary<string, Tensor> _constants = [];

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    public IReadOnlyList<KeyValuePair<string, Tensor>> Constants => [.. _constants];

    /// <returns>The constant's name, which is <paramref name="name"/>.</returns>
    public string Add(string name, Tensor constant)
    {
        _constants.TryAdd(name, constant);
        return name;
    }

    /// <summary>Adds a list of integers, such as a shape.</summary>
    public string Add(params IReadOnlyList<long> integers) => Add($"[{string.Join(',', integers)}]", Tensor.OfInt64(integers));

    /// <summary>Adds one of ONNX's own operations.</summary>
    /// <param name="name">Name of the node's output, unique.</param>
    /// <param name="operation">ONNX's operator name.</param>
    /// <param name="inputs">Names of values.</param>
    /// <param name="attributes">The node's attributes.</param>
    /// <returns>The output's name.</returns>
    public string Emit(string name, string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        _nodes.Add(new OnnxNode(operation, inputs, [name], attributes));
        return name;
    }

    /// <summary>Adds an operation that ONNX Runtime adds to ONNX's.</summary>
    /// <inheritdoc cref="Emit"/>
    public string EmitOfRuntime(string name, string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        _nodes.Add(new OnnxNode(operation, inputs, [name], attributes) { Domain = OnnxNode.RuntimeDomain });
        return name;
    }

    /// <summary>Adds an operation with several outputs, named <c>name/0</c> and so on.</summary>
    public IReadOnlyList<string> EmitAll(string name, string operation, int outputs, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        List<string> names = [.. Enumerable.Range(0, outputs).Select(index => $"{name}/{index}")];
        _nodes.Add(new OnnxNode(operation, inputs, names, attributes));
        return names;
    }

    public string Reshape(string name, string value, string shape) => Emit(name, "Reshape", [value, shape]);

    public string Transpose(string name, string value, params IReadOnlyList<int> axes) => Emit(name, "Transpose", [value], new OnnxIntegers("perm", axes));

    public string Concatenate(string name, int axis, params IReadOnlyList<string> values) => Emit(name, "Concat", values, new OnnxInteger("axis", axis));

    /// <summary>Takes the first elements along one axis, up to but not including <paramref name="end"/>, the name of a list of one integer.</summary>
    public string TakeFirst(string name, string value, int axis, string end) => Emit(name, "Slice", [value, Add(0), end, Add(axis)]);
}
