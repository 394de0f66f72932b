using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Models.Catalogue;

/// <summary>Which models of the catalogue answer which prompts.</summary>
/// <param name="Detectors">Look for words together; at least one, all of one vocabulary.</param>
/// <param name="Sam">Cuts out what was found or marked.</param>
/// <param name="Matting">Finds the subject.</param>
/// <param name="MoreWords">Looks for words that the detectors do not know.</param>
/// <param name="Writing">Finds text.</param>
/// <param name="Faces">Finds faces.</param>
/// <param name="Text">Looks for words in place of all of these; null for none. A click is still read with the detectors.</param>
public sealed record ModelChoice(
    IReadOnlyList<DetectorModel> Detectors, SamModel Sam, MattingModel Matting, SsdModel MoreWords, WritingModel Writing, FaceModel Faces, TextModel? Text = null)
{
    /// <summary>By ability: the first entry of the catalogue that has it; for words every entry of the first one's origin.</summary>
    /// <param name="catalogue">Searched.</param>
    /// <param name="detectors">Names; empty chooses by ability, as null does for the other two.</param>
    /// <param name="sam">Name.</param>
    /// <param name="matting">Name.</param>
    /// <param name="text">Name of an added export; null for the detectors.</param>
    /// <exception cref="ModelCatalogueException">A name is unknown or of a model without the ability.</exception>
    public static ModelChoice Of(ModelCatalogue catalogue, IReadOnlyList<string>? detectors = null, string? sam = null, string? matting = null, string? text = null) => new(
        detectors is { Count: > 0 } ? [.. detectors.Select(catalogue.Get<DetectorModel>)] : catalogue.WithAbility<DetectorModel>(ModelAbility.Words),
        sam is null ? catalogue.WithAbility<SamModel>(ModelAbility.Marks)[0] : catalogue.Get<SamModel>(sam),
        matting is null ? catalogue.WithAbility<MattingModel>(ModelAbility.Subject)[0] : catalogue.Get<MattingModel>(matting),
        catalogue.WithAbility<SsdModel>(ModelAbility.MoreWords)[0],
        catalogue.WithAbility<WritingModel>(ModelAbility.Writing)[0],
        catalogue.WithAbility<FaceModel>(ModelAbility.Faces)[0],
        text is null ? null : catalogue.Get<TextModel>(text));

    /// <summary>The same with an added model in place of what answers its prompts.</summary>
    /// <returns>Null if nothing of that name was added.</returns>
    public ModelChoice? With(ModelCatalogue catalogue, string added) => catalogue.Find(added) is not { Source: AddedFolder } model ? null : model switch
    {
        TextModel text => this with { Text = text },
        SamModel sam => this with { Sam = sam },
        MattingModel matting => this with { Matting = matting },
        _ => null,
    };

    /// <summary>The folders of those that users have added.</summary>
    public IEnumerable<string> AddedFolders => new[] { Text?.Source, Sam.Source, Matting.Source }.OfType<AddedFolder>().Select(added => added.Folder);

    /// <summary>What must be installed before prompts of this ability are answered.</summary>
    public IReadOnlyList<ModelEntry> ModelsFor(ModelAbility ability) => ability switch
    {
        ModelAbility.Subject => [Matting],
        ModelAbility.MoreWords => [MoreWords, Sam],
        ModelAbility.Writing => [Writing],
        ModelAbility.Faces => [Faces, Sam],
        ModelAbility.Words when Text is not null => [Text, Sam],

        // A single click is ambiguous: what the detectors know helps to choose between a part and the whole.
        _ => [.. Detectors, Sam],
    };

    /// <summary>The names of what must be installed before prompts of these abilities are answered, each once.</summary>
    public IReadOnlyList<string> NamesFor(params IEnumerable<ModelAbility> abilities) =>
        [.. abilities.SelectMany(ModelsFor).Select(model => model.Name).Distinct(StringComparer.Ordinal)];
}
