using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Exports;

/// <summary>A network written by a test, operation by operation.</summary>
internal sealed class StubGraph
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<KeyValuePair<string, Tensor>> _constants = [];
    private readonly List<OnnxPort> _inputs = [];
    private readonly List<OnnxPort> _outputs = [];

    /// <summary>The version of its operators. Default: 13.</summary>
    public int OperatorSet { get; set; } = 13;

    public string Input(string name, ElementType type, params int[] shape)
    {
        _inputs.Add(new OnnxPort(name, type, shape));
        return name;
    }

    /// <summary>Makes a value an output with this name.</summary>
    public StubGraph Output(string name, string value, ElementType type, params int[] shape)
    {
        _nodes.Add(new OnnxNode("Identity", [value], [name], []));
        _outputs.Add(new OnnxPort(name, type, shape));
        return this;
    }

    /// <summary>An operation with one output.</summary>
    public string Emit(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var name = $"{operation}-{_nodes.Count}";
        _nodes.Add(new OnnxNode(operation, inputs, [name], attributes));
        return name;
    }

    public string Real(int[] shape, params float[] values) => Add(Tensor.OfFloat32(shape, values));

    public string Whole(params long[] values) => Add(Tensor.OfInt64(values));

    /// <summary>The sum over axes, which are dropped.</summary>
    public string Sum(string value, params long[] axes) => Emit("ReduceSum", [value, Whole(axes)], new OnnxInteger("keepdims", 0));

    /// <summary>As floating-point numbers.</summary>
    public string ToReal(string value) => Emit("Cast", [value], new OnnxInteger("to", (long)ElementType.Float32));

    /// <summary>As integers, rounded toward 0.</summary>
    public string ToWhole(string value) => Emit("Cast", [value], new OnnxInteger("to", (long)ElementType.Int64));

    /// <summary>How far a list of integers is from the expected one: the sum of the differences, times a thousand, as a floating-point number.</summary>
    public string Wrongness(string value, params long[] expected) => Emit(
        "Mul", [Sum(Emit("Abs", [ToReal(Emit("Sub", [value, Whole(expected)]))]), 0), Real([], 1000)]);

    public void Write(string path) => File.WriteAllBytes(path, ToBytes());

    public byte[] ToBytes() => OnnxModelWriter.Write(new OnnxGraph(_nodes, _constants, _inputs, _outputs) { OperatorSet = OperatorSet }).Written.ToArray();

    private string Add(Tensor tensor)
    {
        var name = $"constant-{_constants.Count}";
        _constants.Add(KeyValuePair.Create(name, tensor));
        return name;
    }
}
