using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>Which models of the catalogue answer which prompts.</summary>
/// <param name="Detectors">Look for words together; at least one, all of one vocabulary.</param>
/// <param name="Sam">Cuts out what was found or marked.</param>
/// <param name="Matting">Finds the subject.</param>
public sealed record ModelChoice(IReadOnlyList<DetectorModel> Detectors, SamModel Sam, MattingModel Matting)
{
    /// <summary>By ability: the first entry of the catalogue that has it, for words every entry of the first one's origin.</summary>
    /// <param name="catalogue">Searched.</param>
    /// <param name="detectors">Names; empty chooses by ability, as null does for the other two.</param>
    /// <exception cref="ModelCatalogueException">A name is unknown or of a model without the ability.</exception>
    public static ModelChoice Of(ModelCatalogue catalogue, IReadOnlyList<string> detectors, string? sam = null, string? matting = null) => new(
        detectors.Count > 0 ? [.. detectors.Select(catalogue.Get<DetectorModel>)] : catalogue.WithAbility<DetectorModel>(ModelAbility.Words),
        sam is null ? catalogue.WithAbility<SamModel>(ModelAbility.Marks)[0] : catalogue.Get<SamModel>(sam),
        matting is null ? catalogue.WithAbility<MattingModel>(ModelAbility.Subject)[0] : catalogue.Get<MattingModel>(matting));

    /// <summary>What must be installed before prompts of this ability are answered.</summary>
    public IReadOnlyList<ModelEntry> ModelsFor(ModelAbility ability) => ability switch
    {
        ModelAbility.Subject => [Matting],

        // A single click is ambiguous: what the detectors know helps to choose between a part and the whole.
        _ => [.. Detectors, Sam],
    };

    internal IReadOnlyList<ModelIdentity> DetectorIdentities => [.. Detectors.Select(detector => Identify(detector, ModelFileRole.Network))];

    internal IReadOnlyList<ModelIdentity> SamIdentities => [Identify(Sam, ModelFileRole.Encoder), Identify(Sam, ModelFileRole.Decoder)];

    internal ModelIdentity MattingIdentity => Identify(Matting, ModelFileRole.Network);

    /// <summary>What is kept of a picture for these prompts.</summary>
    internal IEnumerable<FeatureKey> FeaturesFor(PromptPlan plan, PictureSource picture)
    {
        var encoder = SamIdentities[0].Sha256;
        var embeddings = plan.FindRegions(picture).Select(region => new FeatureKey(picture.GetSha256(region), encoder));
        var frame = picture.GetSha256(picture.Frame);
        return
        [
            .. embeddings,
            .. plan.NeedsDetections ? [new FeatureKey(frame, DetectorEnsemble.HashOf(DetectorIdentities))] : Array.Empty<FeatureKey>(),
            .. plan.Subjects.Count > 0 ? [new FeatureKey(frame, MattingIdentity.Sha256)] : Array.Empty<FeatureKey>(),
        ];
    }

    private static ModelIdentity Identify(ModelEntry model, ModelFileRole role) => new(model.Name, model.GetFile(role).Sha256);
}
