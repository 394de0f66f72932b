namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>A network in ONNX's terms.</summary>
/// <param name="Nodes">In topological order.</param>
/// <param name="Constants">By name, in a fixed order.</param>
/// <param name="Inputs">The network's inputs.</param>
/// <param name="Outputs">The network's outputs.</param>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<KeyValuePair<string, Tensor>> Constants,
    IReadOnlyList<OnnxPort> Inputs,
    IReadOnlyList<OnnxPort> Outputs)
{
    /// <summary>The version of the default domain's operators.</summary>
    public int OperatorSet { get; init; } = 13;
}

/// <summary>An input or output of the network.</summary>
/// <param name="Name">Unique among the network's values.</param>
/// <param name="Type">Element type; 0 for an output whose type ONNX Runtime infers.</param>
/// <param name="Shape">Dynamic dimensions are <see cref="Open"/>.</param>
internal sealed record OnnxPort(string Name, ElementType Type, IReadOnlyList<int> Shape)
{
    public const int Open = -1;
}

/// <summary>An operation, named after its first output.</summary>
/// <param name="Operator">Name of the operator in its domain.</param>
/// <param name="Inputs">Names of values; empty for an omitted optional input.</param>
/// <param name="Outputs">Names of values.</param>
/// <param name="Attributes">Omitted attributes have ONNX's defaults.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    /// <summary>The domain of operators that ONNX Runtime adds to ONNX's.</summary>
    public const string RuntimeDomain = "com.microsoft";

    /// <summary>Empty for ONNX's own operators.</summary>
    public string Domain { get; init; } = string.Empty;
}
