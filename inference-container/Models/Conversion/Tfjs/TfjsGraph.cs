namespace SegFunctions.Models.Conversion.Tfjs;

/// <summary>A TensorFlow.js graph model.</summary>
/// <param name="Nodes">By name, without constants.</param>
/// <param name="Constants">By name.</param>
/// <param name="Inputs">The signature's inputs, with static shapes.</param>
/// <param name="Outputs">The signature's outputs, in its order.</param>
internal sealed record TfjsGraph(
    IReadOnlyDictionary<string, TfjsNode> Nodes,
    IReadOnlyDictionary<string, Tensor> Constants,
    IReadOnlyList<TfjsPort> Inputs,
    IReadOnlyList<TfjsPort> Outputs);

/// <summary>An input or output of the signature.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Shape">All dimensions are greater than 0.</param>
internal sealed record TfjsPort(string Name, IReadOnlyList<int> Shape);
