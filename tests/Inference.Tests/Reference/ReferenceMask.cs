namespace SegFunctions.Inference.Tests.Reference;

/// <summary>SAM's mask for one prompt.</summary>
/// <param name="Prompt">x, y, and for a box the x, y of the opposite corner, as fractions of the picture's width and height.</param>
/// <param name="Logits">Samples of [256, 256].</param>
/// <param name="Score">The intersection over union that SAM estimates.</param>
internal sealed record ReferenceMask(float[] Prompt, ReferenceTensor Logits, float Score);
