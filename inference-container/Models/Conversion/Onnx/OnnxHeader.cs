namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>What an ONNX file declares, without its weights.</summary>
/// <param name="FormatVersion">Version of the file's format.</param>
/// <param name="OperatorSet">Version of the default domain's operators.</param>
/// <param name="Inputs">The inputs that a caller must set: those with a default value are omitted.</param>
/// <param name="Outputs">In the file's order.</param>
/// <param name="WeightFiles">Files beside it that hold weights: their names as the ONNX file refers to them, and the minimum size of each in bytes.</param>
internal sealed record OnnxHeader(
    long FormatVersion, long OperatorSet, IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs, IReadOnlyDictionary<string, long> WeightFiles);
