using SegFunctions.Contract;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>Both halves of SAM. One call at a time.</summary>
/// <param name="encoder">The first half.</param>
/// <param name="decoder">The second half, of the same model.</param>
/// <param name="identities">The encoder's and the decoder's.</param>
internal sealed class SamNetworks(SamEncoder encoder, ISamDecoder decoder, IReadOnlyList<ModelIdentity> identities)
{
    public SamEncoder Encoder { get; } = encoder;

    public ISamDecoder Decoder { get; } = decoder;

    public IReadOnlyList<ModelIdentity> Identities { get; } = identities;

    /// <summary>Hash of the encoder's file; an embedding is valid for that file only.</summary>
    public string EncoderSha256 => Identities[0].Sha256;
}
