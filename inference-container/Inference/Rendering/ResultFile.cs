namespace SegFunctions.Inference.Rendering;

/// <summary>A file of a result that is not made yet.</summary>
/// <param name="Name">Below the attempt's folder.</param>
/// <param name="ContentType">Media type of its bytes.</param>
/// <param name="Encode">Makes its bytes; CPU's work alone, at most once, on any thread.</param>
public sealed record ResultFile(string Name, string ContentType, Func<byte[]> Encode);
