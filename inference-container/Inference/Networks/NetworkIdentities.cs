using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks;

/// <summary>The identities of the chosen networks, for provenance and for the keys of cached features.</summary>
internal sealed class NetworkIdentities(ModelChoice choice, NetworkFiles files)
{
    public IReadOnlyList<ModelIdentity> Detectors { get; } = [.. choice.Detectors.Select(detector => files.Identify(detector, ModelFileRole.Network))];

    /// <summary>The identities of the encoder and the decoder.</summary>
    public IReadOnlyList<ModelIdentity> Sam { get; } = [files.Identify(choice.Sam, ModelFileRole.Encoder), files.Identify(choice.Sam, ModelFileRole.Decoder)];

    public IReadOnlyList<ModelIdentity> MoreWords { get; } = [files.Identify(choice.MoreWords, ModelFileRole.Network)];

    public IReadOnlyList<ModelIdentity> Faces { get; } = [files.Identify(choice.Faces, ModelFileRole.Network)];

    public ModelIdentity Writing { get; } = files.Identify(choice.Writing, ModelFileRole.Network);

    public ModelIdentity Matting { get; } = files.Identify(choice.Matting, ModelFileRole.Network);

    /// <summary>The network files of the chosen open-vocabulary network; empty if none was chosen.</summary>
    public IReadOnlyList<ModelIdentity> Text { get; } = choice.Text is { } text
        ? [.. text.Files.Select(file => file.Role).Where(IsRun).Select(role => files.Identify(text, role))]
        : [];

    /// <summary>The networks for videos: SAM tracks what the networks for words have detected, or what is marked. Detectors find marked objects again.</summary>
    /// <param name="abilities">The abilities that the words need.</param>
    /// <param name="hasMarks">Whether an object is marked on a frame.</param>
    public IEnumerable<ModelIdentity> ForVideo(IEnumerable<ModelAbility> abilities, bool hasMarks) => abilities
        .SelectMany(ability => ability switch
        {
            ModelAbility.MoreWords => MoreWords,
            ModelAbility.Faces => Faces,
            ModelAbility.Writing => [Writing],
            _ => choice.Text is null ? Detectors : Text,
        })
        .Concat(hasMarks ? Detectors : [])
        .Concat(Sam)
        .Distinct();

    /// <summary>An embedding is valid for this file only.</summary>
    public string EncoderSha256 => Sam[0].Sha256;

    /// <inheritdoc cref="MattingNetwork.HashOf"/>
    public string MattingSha256 => MattingNetwork.HashOf(choice.Matting, Matting);

    /// <inheritdoc cref="DetectorEnsemble.HashOf"/>
    public string DetectorsSha256 => DetectorEnsemble.HashOf(choice.Detectors, Detectors);

    /// <inheritdoc cref="DetectorEnsemble.HashOf"/>
    public string MoreWordsSha256 => DetectorEnsemble.HashOf([choice.MoreWords], MoreWords);

    /// <inheritdoc cref="DetectorEnsemble.HashOf"/>
    public string FacesSha256 => DetectorEnsemble.HashOf([choice.Faces], Faces);

    private static bool IsRun(ModelFileRole role) => role is ModelFileRole.Network or ModelFileRole.Encoder or ModelFileRole.TextEncoder or ModelFileRole.Decoder;
}
