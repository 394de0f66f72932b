namespace SegFunctions.Models.Catalogue;

/// <summary>How exports of SAM and of SAM 2 differ.</summary>
/// <param name="Features">The tensors that the encoder returns and the decoder takes.</param>
public sealed record SamFormat(IReadOnlyList<SamFeature> Features)
{
    private const int Channels = 256;
    private const int Stride = 16;

    /// <summary>The format of facebookresearch/segment-anything.</summary>
    public static SamFormat Original { get; } = new([new SamFeature(null, "image_embeddings", Channels, Stride)]) { NeedsPadding = true, HasUnambiguousMask = true };

    /// <summary>SAM 2, as vietanhdev/samexporter writes it.</summary>
    public static SamFormat Sam2 { get; } = new(
    [
        new SamFeature("high_res_feats_0", "high_res_feats_0", 32, 4), new SamFeature("high_res_feats_1", "high_res_feats_1", 64, 8), new SamFeature("image_embed", "image_embed", Channels, Stride),
    ])
    { Stretches = true };

    /// <summary>SAM 2, as exported for transformers.js.</summary>
    public static SamFormat Sam2Transformers { get; } = new(
    [
        new SamFeature("image_embeddings.0", "image_embeddings.0", 32, 4), new SamFeature("image_embeddings.1", "image_embeddings.1", 64, 8), new SamFeature("image_embeddings.2", "image_embeddings.2", Channels, Stride),
    ])
    { Stretches = true, HasBoxInput = true };

    /// <summary>Whether the picture fills the input and loses its proportions; otherwise it is padded.</summary>
    public bool Stretches { get; init; }

    /// <summary>Whether a padding point must follow the points; otherwise the decoder adds it.</summary>
    public bool NeedsPadding { get; init; }

    /// <summary>Whether the first of several masks is the one for unambiguous prompts; otherwise all of them are for a part, a larger part and the whole.</summary>
    public bool HasUnambiguousMask { get; init; }

    /// <summary>Whether boxes have an input of their own; otherwise their corners are points with labels 2 and 3.</summary>
    public bool HasBoxInput { get; init; }

    /// <summary>Whether the encoder attends only to the neighborhood, so that several pictures may share one input.</summary>
    public bool LooksNear { get; init; }
}

/// <summary>A tensor passed from the encoder to the decoder, f32 [1, C, S / stride, S / stride].</summary>
/// <param name="Output">The encoder's name for it; null for its first output.</param>
/// <param name="Input">The decoder's name for it.</param>
/// <param name="Channels">C.</param>
/// <param name="Stride">Pixels of the input per cell.</param>
public sealed record SamFeature(string? Output, string Input, int Channels, int Stride)
{
    /// <param name="side">S.</param>
    public long[] Shape(int side) => [1, Channels, side / Stride, side / Stride];
}
