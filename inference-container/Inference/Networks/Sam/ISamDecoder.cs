namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The decoder half of SAM: turns a prompt and an embedding into masks. One call at a time.</summary>
internal interface ISamDecoder : IDisposable
{
    /// <param name="embedding">Embedding of the picture or of a region of it.</param>
    /// <param name="prompt">At least one point or box, pixels of the picture.</param>
    /// <param name="mask">Logits of an earlier mask to refine; empty for none. Exports without such an input ignore it.</param>
    SamMasks Decode(SamEmbedding embedding, SamPrompt prompt, ReadOnlySpan<float> mask = default);
}
