using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks;

/// <summary>What identifies the chosen networks in provenance and in the keys of cached features.</summary>
internal sealed class NetworkIdentities(ModelChoice choice)
{
    public IReadOnlyList<ModelIdentity> Detectors { get; } = [.. choice.Detectors.Select(detector => Identify(detector, ModelFileRole.Network))];

    /// <summary>The encoder's and the decoder's.</summary>
    public IReadOnlyList<ModelIdentity> Sam { get; } = [Identify(choice.Sam, ModelFileRole.Encoder), Identify(choice.Sam, ModelFileRole.Decoder)];

    public ModelIdentity Matting { get; } = Identify(choice.Matting, ModelFileRole.Network);

    /// <summary>An embedding is valid for this file only.</summary>
    public string EncoderSha256 => Sam[0].Sha256;

    /// <inheritdoc cref="DetectorEnsemble.HashOf"/>
    public string DetectorsSha256 => DetectorEnsemble.HashOf(Detectors);

    private static ModelIdentity Identify(ModelEntry model, ModelFileRole role) => new(model.Name, model.GetFile(role).Sha256);
}
