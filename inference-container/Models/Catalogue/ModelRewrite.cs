namespace SegFunctions.Models.Catalogue;

/// <summary>A form of a network that is made from the installed file for a CPU. It has the names of the same inputs and outputs.</summary>
/// <param name="Kind">How it is made.</param>
/// <param name="Sha256">Its hash, lower-case hex: the file that is used is bit for bit the one that was compared with the published network.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Outputs">For kinds that leave outputs out: the names of those that stay.</param>
/// <param name="InputSides">Heights, or widths, in pixels and ascending, to which an encoder's square input may be cut below, or on the right; none by default.</param>
public sealed record ModelRewrite(ModelRewriteKind Kind, string Sha256, long Bytes, IReadOnlyList<string>? Outputs = null, IReadOnlyList<int>? InputSides = null);

/// <summary>What is known of a published network, and so how it can be rewritten.</summary>
public enum ModelRewriteKind
{
    /// <summary>MobileSAM's encoder. What is made of it also takes inputs that are cut below or on the right.</summary>
    TinyVitEncoder,

    /// <summary>Segment Anything's decoder with the small masks as its output.</summary>
    SamDecoder,

    /// <summary>A detector whose activations are spelled out, and of whose outputs only some are read.</summary>
    HardSwish,

    /// <summary>IS-Net in 16-bit floats, of whose outputs only some are read.</summary>
    IsNet,
}
