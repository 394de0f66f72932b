namespace SegFunctions.Inference.Tests.Reference;

/// <summary>SAM's answer to one prompt.</summary>
/// <param name="Prompt">x, y, and for a box x, y of the other corner: parts of the picture's width and height.</param>
/// <param name="Logits">Of [256, 256].</param>
/// <param name="Score">The overlap that it expects.</param>
internal sealed record ReferenceMask(float[] Prompt, ReferenceTensor Logits, float Score);
