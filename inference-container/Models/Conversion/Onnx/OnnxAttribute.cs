namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>A node's attribute: an integer, integers, a real number, a text or a tensor.</summary>
internal abstract record OnnxAttribute(string Name);

internal sealed record OnnxInteger(string Name, long Value) : OnnxAttribute(Name);

internal sealed record OnnxIntegers(string Name, IReadOnlyList<int> Values) : OnnxAttribute(Name);

internal sealed record OnnxFloat(string Name, float Value) : OnnxAttribute(Name);

internal sealed record OnnxText(string Name, string Value) : OnnxAttribute(Name);

internal sealed record OnnxTensor(string Name, Tensor Value) : OnnxAttribute(Name);
