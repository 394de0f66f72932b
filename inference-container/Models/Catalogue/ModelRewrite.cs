namespace SegFunctions.Models.Catalogue;

/// <summary>A form of a network that is made from the installed file for a CPU. Its inputs and outputs have the same names.</summary>
/// <param name="Kind">How it is made.</param>
/// <param name="Sha256">Its hash, lower-case hex: the file in use is bit for bit the one that was compared with the published network.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Outputs">For kinds that drop outputs: the names of those that are kept.</param>
/// <param name="InputSides">Heights, or widths, in pixels and ascending, to which an encoder's square input may be cut at the bottom, or on the right; none by default.</param>
public sealed record ModelRewrite(ModelRewriteKind Kind, string Sha256, long Bytes, IReadOnlyList<string>? Outputs = null, IReadOnlyList<int>? InputSides = null);

/// <summary>The published network that a rewrite is made from, which determines how it is made.</summary>
public enum ModelRewriteKind
{
    /// <summary>MobileSAM's encoder. Its rewrite also takes inputs that are cut at the bottom or on the right.</summary>
    TinyVitEncoder,

    /// <summary>Segment Anything's decoder with the small masks as its output.</summary>
    SamDecoder,

    /// <summary>A detector whose activations are spelled out, and of whose outputs only some are read.</summary>
    HardSwish,

    /// <summary>IS-Net in 16-bit floats, of whose outputs only some are read. Its rewrite computes most convolutions in 8-bit integers.</summary>
    IsNet,
}
