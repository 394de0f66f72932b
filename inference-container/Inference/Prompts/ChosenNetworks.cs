using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>What identifies the chosen networks in provenance and in the keys of cached features.</summary>
internal static class ChosenNetworks
{
    public static IReadOnlyList<ModelIdentity> IdentifyDetectors(this ModelChoice choice) =>
        [.. choice.Detectors.Select(detector => Identify(detector, ModelFileRole.Network))];

    /// <returns>The encoder's and the decoder's.</returns>
    public static IReadOnlyList<ModelIdentity> IdentifySam(this ModelChoice choice) =>
        [Identify(choice.Sam, ModelFileRole.Encoder), Identify(choice.Sam, ModelFileRole.Decoder)];

    public static ModelIdentity IdentifyMatting(this ModelChoice choice) => Identify(choice.Matting, ModelFileRole.Network);

    /// <summary>The features of a picture that these prompts use.</summary>
    public static IEnumerable<FeatureKey> FeaturesFor(this ModelChoice choice, PromptPlan plan, PictureSource picture)
    {
        var encoder = choice.IdentifySam()[0].Sha256;
        var embeddings = plan.FindRegions(picture).Select(region => new FeatureKey(picture.GetSha256(region), encoder));
        var frame = picture.GetSha256(picture.Frame);
        return
        [
            .. embeddings,
            .. plan.NeedsDetections ? [new FeatureKey(frame, DetectorEnsemble.HashOf(choice.IdentifyDetectors()))] : Array.Empty<FeatureKey>(),
            .. plan.Subjects.Count > 0 ? [new FeatureKey(frame, choice.IdentifyMatting().Sha256)] : Array.Empty<FeatureKey>(),
        ];
    }

    private static ModelIdentity Identify(ModelEntry model, ModelFileRole role) => new(model.Name, model.GetFile(role).Sha256);
}
