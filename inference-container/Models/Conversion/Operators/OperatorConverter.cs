using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Emits the ONNX nodes for one source node and describes its outputs.</summary>
/// <exception cref="ConversionException">The node uses an unsupported variant of its operation.</exception>
internal delegate IReadOnlyList<GraphValue> OperatorConverter(TfjsNode node, GraphBuilder graph);
