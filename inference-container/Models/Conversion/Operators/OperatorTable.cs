using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Every operation that can be converted, by TensorFlow's name.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, OperatorConverter> Converters = new(
    [
        .. ConvolutionOperators.Table,
        .. PoolingOperators.Table,
        .. ElementwiseOperators.Table,
        .. ShapeOperators.Table,
        .. SelectionOperators.Table,
    ]);

    /// <exception cref="ConversionException">The operation is not supported.</exception>
    public static IReadOnlyList<GraphValue> Convert(TfjsNode node, GraphBuilder graph) =>
        Converters.GetValueOrDefault(node.Operator) is { } converter
            ? converter(node, graph)
            : throw node.Fault("this operation is not supported");
}
