namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>What an ONNX file says of itself, without its weights.</summary>
/// <param name="FormatVersion">Version of the file's format.</param>
/// <param name="OperatorSet">Version of the default domain's operators.</param>
/// <param name="Inputs">Those that a caller gives: the ones with a default value of their own are left out.</param>
/// <param name="Outputs">In the file's order.</param>
/// <param name="WeightFiles">Files beside it that hold weights, by the names by which it knows them, with the bytes that each must have at least.</param>
internal sealed record OnnxHeader(
    long FormatVersion, long OperatorSet, IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs, IReadOnlyDictionary<string, long> WeightFiles);
