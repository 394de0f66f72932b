using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks;

/// <summary>What identifies the chosen networks in provenance and in the keys of cached features.</summary>
internal sealed class NetworkIdentities(ModelChoice choice, NetworkFiles files)
{
    public IReadOnlyList<ModelIdentity> Detectors { get; } = [.. choice.Detectors.Select(detector => files.Identify(detector, ModelFileRole.Network))];

    /// <summary>The encoder's and the decoder's.</summary>
    public IReadOnlyList<ModelIdentity> Sam { get; } = [files.Identify(choice.Sam, ModelFileRole.Encoder), files.Identify(choice.Sam, ModelFileRole.Decoder)];

    public IReadOnlyList<ModelIdentity> MoreWords { get; } = [files.Identify(choice.MoreWords, ModelFileRole.Network)];

    public ModelIdentity Writing { get; } = files.Identify(choice.Writing, ModelFileRole.Network);

    public ModelIdentity Matting { get; } = files.Identify(choice.Matting, ModelFileRole.Network);

    /// <summary>What looks at videos: SAM follows what the detectors, or the networks for other words, have found.</summary>
    public IEnumerable<ModelIdentity> ForVideo(IEnumerable<ModelAbility> abilities) =>
    [
        .. Detectors,
        .. abilities.SelectMany(ability => ability switch
        {
            ModelAbility.MoreWords => MoreWords,
            ModelAbility.Writing => [Writing],
            _ => (IEnumerable<ModelIdentity>)[],
        }),
        .. Sam,
    ];

    /// <summary>An embedding is valid for this file only.</summary>
    public string EncoderSha256 => Sam[0].Sha256;

    /// <inheritdoc cref="DetectorEnsemble.HashOf"/>
    public string DetectorsSha256 => DetectorEnsemble.HashOf(Detectors);

    /// <inheritdoc cref="DetectorEnsemble.HashOf"/>
    public string MoreWordsSha256 => DetectorEnsemble.HashOf(MoreWords);
}
