using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Models.Catalogue;

/// <summary>The models of the catalogue that answer the prompts.</summary>
/// <param name="Detectors">Detect words together; at least one, all with the same vocabulary.</param>
/// <param name="Sam">Makes masks of what is detected or marked.</param>
/// <param name="Matting">Finds the main subject.</param>
/// <param name="MoreWords">Detects words that the detectors do not know.</param>
/// <param name="Writing">Finds text.</param>
/// <param name="Faces">Detects faces.</param>
/// <param name="Text">Answers words in place of all of these; null for none. Clicks are still interpreted with the detectors.</param>
public sealed record ModelChoice(
    IReadOnlyList<DetectorModel> Detectors, SamModel Sam, MattingModel Matting, SsdModel MoreWords, WritingModel Writing, FaceModel Faces, TextModel? Text = null)
{
    /// <summary>Chooses by ability: the first entry of the catalogue that has it; for words, all entries of the same origin as the first.</summary>
    /// <param name="catalogue">The catalogue to search.</param>
    /// <param name="detectors">Names; if empty, chosen by ability, as the next two are if null.</param>
    /// <param name="sam">Name; null to choose by ability.</param>
    /// <param name="matting">Name; null to choose by ability.</param>
    /// <param name="text">Name of an added export; null to use the detectors.</param>
    /// <exception cref="ModelCatalogueException">A name is unknown, or its model lacks the ability.</exception>
    public static ModelChoice Of(ModelCatalogue catalogue, IReadOnlyList<string>? detectors = null, string? sam = null, string? matting = null, string? text = null) => new(
        detectors is { Count: > 0 } ? [.. detectors.Select(catalogue.Get<DetectorModel>)] : catalogue.WithAbility<DetectorModel>(ModelAbility.Words),
        sam is null ? catalogue.WithAbility<SamModel>(ModelAbility.Marks)[0] : catalogue.Get<SamModel>(sam),
        matting is null ? catalogue.WithAbility<MattingModel>(ModelAbility.Subject)[0] : catalogue.Get<MattingModel>(matting),
        catalogue.WithAbility<SsdModel>(ModelAbility.MoreWords)[0],
        catalogue.WithAbility<WritingModel>(ModelAbility.Writing)[0],
        catalogue.WithAbility<FaceModel>(ModelAbility.Faces)[0],
        text is null ? null : catalogue.Get<TextModel>(text));

    /// <summary>The same choice, with an added model in place of those that answer its prompts.</summary>
    /// <returns>Null if no model of that name was added.</returns>
    public ModelChoice? With(ModelCatalogue catalogue, string added) => catalogue.Find(added) is not { Source: AddedFolder } model ? null : model switch
    {
        TextModel text => this with { Text = text },
        SamModel sam => this with { Sam = sam },
        MattingModel matting => this with { Matting = matting },
        _ => null,
    };

    /// <summary>The folders of the chosen models that users have added.</summary>
    public IEnumerable<string> AddedFolders => new[] { Text?.Source, Sam.Source, Matting.Source }.OfType<AddedFolder>().Select(added => added.Folder);

    /// <summary>The models that must be installed before prompts of this ability can be answered.</summary>
    public IReadOnlyList<ModelEntry> ModelsFor(ModelAbility ability) => ability switch
    {
        ModelAbility.Subject => [Matting],
        ModelAbility.MoreWords => [MoreWords, Sam],
        ModelAbility.Writing => [Writing],
        ModelAbility.Faces => [Faces, Sam],
        ModelAbility.Words when Text is not null => [Text, Sam],

        // A single click is ambiguous: detections help to choose between a part and the whole.
        _ => [.. Detectors, Sam],
    };

    /// <summary>The distinct names of the models that must be installed before prompts of these abilities can be answered.</summary>
    public IReadOnlyList<string> NamesFor(params IEnumerable<ModelAbility> abilities) =>
        [.. abilities.SelectMany(ModelsFor).Select(model => model.Name).Distinct(StringComparer.Ordinal)];
}
