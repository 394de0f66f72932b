using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Local.Setup;

/// <summary>The networks that a user has added to a data folder, and those that are used instead of the built-in ones.</summary>
/// <param name="Folder">Absolute; need not exist.</param>
/// <param name="Text">The network for text prompts; null for the built-in detectors.</param>
/// <param name="Subject">The network that finds the subject; null for the built-in one.</param>
/// <param name="Marks">The network that cuts out marked or found objects; null for the built-in one.</param>
internal sealed record AddedNetworks(string Folder, string? Text = null, string? Subject = null, string? Marks = null)
{
    /// <summary>The folder of added networks within a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "models");

    /// <exception cref="UserException">The list of added networks is damaged, or a chosen network is unknown or of the wrong kind.</exception>
    public AddedNetworks Check()
    {
        try
        {
            _ = ModelChoice.Of(ModelCatalogue.Load(exports: Folder), sam: Marks, matting: Subject, text: Text);
            return this;
        }
        catch (ModelCatalogueException exception)
        {
            throw new UserException(exception.Message, exception);
        }
    }

    /// <summary>The workers' settings for them.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToWorkerSettings() =>
    [
        new("Models__Added", Folder),
        .. Text is null ? Array.Empty<KeyValuePair<string, string>>() : [new("Models__Text", Text)],
        .. Subject is null ? Array.Empty<KeyValuePair<string, string>>() : [new("Models__Matting", Subject)],
        .. Marks is null ? Array.Empty<KeyValuePair<string, string>>() : [new("Models__Sam", Marks)],
    ];

    /// <summary>Reads the list of added networks, with the state of each.</summary>
    /// <exception cref="UserException">The list of added networks is damaged.</exception>
    public IReadOnlyList<AddedModel> Read()
    {
        try
        {
            return new AddedModels(Folder).Read();
        }
        catch (ModelCatalogueException exception)
        {
            throw new UserException(exception.Message, exception);
        }
    }

    /// <summary>Reads the names of the open-vocabulary networks. The list must have been checked, see <see cref="Check"/>.</summary>
    public IReadOnlyList<string> ReadForWords() => [.. ModelCatalogue.Load(exports: Folder).Models.OfType<TextModel>().Select(model => model.Name)];

    /// <summary>Opens the folder for adding and removing networks.</summary>
    public ModelAddition Open(TimeProvider time) => new(new AddedModels(Folder), [AddedModels.BuiltIn, .. ModelCatalogue.Load().Models.Select(model => model.Name)], time);
}
