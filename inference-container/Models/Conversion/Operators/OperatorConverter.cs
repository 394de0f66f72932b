using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>Emits the ONNX nodes for one source node and says what its outputs are.</summary>
/// <exception cref="ConversionException">The node uses a variant of its operation that is not known here.</exception>
internal delegate IReadOnlyList<GraphValue> OperatorConverter(TfjsNode node, GraphBuilder graph);
