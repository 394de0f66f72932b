using SegFunctions.Contract;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>SAM's encoder and decoder. One call at a time.</summary>
/// <param name="encoder">The encoder.</param>
/// <param name="decoder">The decoder of the same model.</param>
/// <param name="identities">Identities of the encoder and the decoder.</param>
internal sealed class SamNetworks(SamEncoder encoder, ISamDecoder decoder, IReadOnlyList<ModelIdentity> identities)
{
    public SamEncoder Encoder { get; } = encoder;

    public ISamDecoder Decoder { get; } = decoder;

    public IReadOnlyList<ModelIdentity> Identities { get; } = identities;

    /// <summary>Hash of the encoder's file; an embedding is valid for that file only.</summary>
    public string EncoderSha256 => Identities[0].Sha256;
}
