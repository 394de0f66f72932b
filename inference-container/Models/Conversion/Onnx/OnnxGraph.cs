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
    IReadOnlyList<OnnxPort> Outputs);

/// <summary>An input or output of the network.</summary>
internal sealed record OnnxPort(string Name, ElementType Type, IReadOnlyList<int> Shape);

/// <summary>An operation of the default operator set; named after its first output.</summary>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);
