namespace SegFunctions.Inference.Models;

/// <summary>An installed network.</summary>
/// <param name="Name">In the model catalogue.</param>
/// <param name="Path">Of the ONNX file.</param>
/// <param name="Sha256">Lower-case hex of that file.</param>
public sealed record ModelFile(string Name, string Path, string Sha256);
