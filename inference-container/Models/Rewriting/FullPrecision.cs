using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting;

/// <summary>
/// Rewrites a network published in 16-bit floats to compute in 32 bits, without conversions between its operations: a CPU has no 16-bit arithmetic.
/// The weights stay in 16 bits, so that the file does not grow, and are widened when it is loaded.
/// </summary>
internal static class FullPrecision
{
    private const string Cast = "Cast";

    /// <param name="published">Has 16-bit weights.</param>
    /// <param name="outputs">Names of the outputs to keep.</param>
    /// <exception cref="ConversionException">The network is not the expected one.</exception>
    public static OnnxGraph Rewrite(OnnxGraph published, IReadOnlyList<string> outputs)
    {
        var weights = published.Constants.Where(constant => constant.Value.Type == ElementType.Float16).Select(constant => constant.Key).ToHashSet(StringComparer.Ordinal);
        if (weights.Count == 0)
        {
            throw new ConversionException("The network has no 16-bit weights.");
        }

        var origins = published.Nodes.Where(node => node.Operator == Cast).ToDictionary(node => node.Outputs[0], node => node.Inputs[0], StringComparer.Ordinal);
        var kept = outputs.ToDictionary(output => Origin(output), output => output, StringComparer.Ordinal);
        List<OnnxNode> nodes =
        [
            .. weights.Select(name => new OnnxNode(Cast, [Half(name)], [name], [new OnnxInteger("to", (int)ElementType.Float32)])),
            .. published.Nodes.Where(node => node.Operator != Cast).Select(Rename),
        ];
        return GraphPruning.Keep(
            published with
            {
                Nodes = nodes,
                Constants = [.. published.Constants.Select(constant => new KeyValuePair<string, Tensor>(weights.Contains(constant.Key) ? Half(constant.Key) : constant.Key, constant.Value))],
            },
            outputs);

        OnnxNode Rename(OnnxNode node) => node with
        {
            Inputs = [.. node.Inputs.Select(input => NameOf(Origin(input)))],
            Outputs = [.. node.Outputs.Select(NameOf)],
            Attributes = [.. node.Attributes.Select(Widen)],
        };

        string NameOf(string value) => kept.GetValueOrDefault(value, value);

        string Origin(string value)
        {
            while (origins.TryGetValue(value, out var origin))
            {
                value = origin;
            }

            return value;
        }
    }

    private static OnnxAttribute Widen(OnnxAttribute attribute) =>
        attribute is OnnxTensor { Value: { Type: ElementType.Float16 } half } tensor ? tensor with { Value = half.ToFloat32() } : attribute;

    private static string Half(string name) => $"{name}.half";
}
