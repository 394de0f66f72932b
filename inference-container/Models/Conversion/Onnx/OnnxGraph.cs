namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>A network as ONNX has it.</summary>
/// <param name="Nodes">In an order in which they can run.</param>
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

/// <summary>An operation of the default operator set; its name is that of its first output.</summary>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);
