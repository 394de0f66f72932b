using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Local.Setup;

/// <summary>The networks that a user has added to a data folder, and those that answer in place of the built-in ones.</summary>
/// <param name="Folder">Absolute; need not exist.</param>
/// <param name="Text">What finds words; null for the built-in detectors.</param>
/// <param name="Subject">What finds the subject; null for the built-in network.</param>
/// <param name="Marks">What cuts out what is marked or found; null for the built-in network.</param>
internal sealed record AddedNetworks(string Folder, string? Text = null, string? Subject = null, string? Marks = null)
{
    /// <summary>The networks of a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "models");

    /// <exception cref="UserException">The list of what was added is damaged, a chosen network is unknown, or it is for something else.</exception>
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

    /// <summary>What was added, with the state of each.</summary>
    /// <exception cref="UserException">The list of what was added is damaged.</exception>
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

    /// <summary>The names of those that know every word. The list is whole: see <see cref="Check"/>.</summary>
    public IReadOnlyList<string> ReadForWords() => [.. ModelCatalogue.Load(exports: Folder).Models.OfType<TextModel>().Select(model => model.Name)];

    /// <summary>Adds and removes.</summary>
    public ModelAddition Open(TimeProvider time) => new(new AddedModels(Folder), [AddedModels.BuiltIn, .. ModelCatalogue.Load().Models.Select(model => model.Name)], time);
}
