using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting;

/// <summary>A published network, with access to its weights by where they are used.</summary>
internal sealed class SourceGraph
{
    private readonly Dictionary<string, OnnxNode> _byOutput;
    private readonly Dictionary<string, Tensor> _constants;

    public SourceGraph(OnnxGraph graph)
    {
        Graph = graph;
        _byOutput = graph.Nodes.SelectMany(node => node.Outputs.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        _constants = graph.Constants.ToDictionary(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Operator == "Constant"))
        {
            _constants[node.Outputs[0]] = node.Attributes is [OnnxTensor value] ? value.Value : throw new ConversionException($"The constant {node.Outputs[0]} is not a tensor.");
        }
    }

    public OnnxGraph Graph { get; }

    public OnnxNode? FindNode(string output) => _byOutput.GetValueOrDefault(output);

    /// <exception cref="ConversionException">No node computes the output.</exception>
    public OnnxNode GetNode(string output) => FindNode(output) ?? throw new ConversionException($"No node of the network computes {output}.");

    public Tensor? FindConstant(string name) => _constants.GetValueOrDefault(name);

    /// <exception cref="ConversionException">The network has no such constant.</exception>
    public Tensor GetConstant(string name) => FindConstant(name) ?? throw new ConversionException($"The network has no constant {name}.");

    /// <summary>The constant that a node reads as one of its inputs.</summary>
    /// <exception cref="ConversionException">No node computes the output, or its input is not a constant.</exception>
    public Tensor GetConstant(string output, int input) => GetConstant(GetNode(output).Inputs[input]);

    /// <summary>The only constant that a node reads, wherever it has it.</summary>
    /// <exception cref="ConversionException">No node computes the output, or it reads no constant.</exception>
    public Tensor GetConstantAmong(string output) =>
        GetNode(output).Inputs.Select(FindConstant).OfType<Tensor>().FirstOrDefault() ?? throw new ConversionException($"{output} is made with no constant.");
}
