using System.Reflection;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Models.Catalogue;

/// <summary>All models that can be installed: those of the embedded <c>models.json</c> and those that a user adds.</summary>
public sealed class ModelCatalogue
{
    private const string EmbeddedName = "models.json";

    private readonly Dictionary<string, ModelEntry> _byName;

    private readonly HashSet<ModelEntry> _added;

    private ModelCatalogue(IReadOnlyList<ModelEntry> added, IReadOnlyList<ModelEntry> builtIn, IReadOnlyList<ModelEntry> exports)
    {
        List<ModelEntry> models = [.. added, .. builtIn, .. exports];
        Models = models;
        _added = [.. added];
        _byName = models.ToDictionary(model => model.Name, StringComparer.Ordinal);
    }

    /// <summary>The models in file order, a user's own first, which take precedence over the built-in ones. Added exports come last: they answer only if they are chosen by name.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <param name="path">A user's file in the format of <c>models.json</c>, whose entries are added to the catalogue; null for none.</param>
    /// <param name="exports">A user's folder of added exports; null for none.</param>
    /// <exception cref="ModelCatalogueException">An entry is invalid, or two have the same name.</exception>
    /// <exception cref="IOException"><paramref name="path"/> cannot be read.</exception>
    public static ModelCatalogue Load(string? path = null, string? exports = null)
    {
        List<ModelEntry> listed = exports is null ? [] : [.. new AddedModels(exports).Read().Select(added => ExportKinds.Find(added.Kind)!.Make(added))];
        using var embedded = Assembly.GetExecutingAssembly().GetManifestResourceStream(EmbeddedName)!;
        var models = ModelCatalogueReader.Read(embedded, EmbeddedName);
        if (path is null)
        {
            return Create([], models, listed);
        }

        using var added = File.OpenRead(path);
        return Create(ModelCatalogueReader.Read(added, path), models, listed);
    }

    /// <exception cref="ModelCatalogueException">Two entries have the same name.</exception>
    internal static ModelCatalogue Of(IReadOnlyList<ModelEntry> builtIn, params IReadOnlyList<ModelEntry> added) => Create(added, builtIn, []);

    private static ModelCatalogue Create(IReadOnlyList<ModelEntry> added, IReadOnlyList<ModelEntry> builtIn, IReadOnlyList<ModelEntry> exports)
    {
        var repeated = builtIn.Concat(added).Concat(exports).GroupBy(model => model.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return repeated.Count == 0
            ? new ModelCatalogue(added, builtIn, exports)
            : throw new ModelCatalogueException(string.Join('\n', repeated.Select(name => $"Model '{name}' is in the catalogue more than once.")));
    }

    /// <summary>The models with an ability: those of the user's file if it has any, otherwise the built-in ones, of which there is at least one.</summary>
    public IReadOnlyList<TModel> WithAbility<TModel>(ModelAbility ability)
        where TModel : ModelEntry
    {
        List<TModel> found = [.. Models.Where(model => model.Ability == ability).OfType<TModel>()];
        return found.Exists(_added.Contains) ? found.FindAll(_added.Contains) : found;
    }

    public ModelEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="ModelCatalogueException">No model has this name.</exception>
    public ModelEntry Get(string name) =>
        Find(name) ?? throw new ModelCatalogueException($"No model is called '{name}'. The catalogue has {string.Join(", ", _byName.Keys)}.");

    /// <exception cref="ModelCatalogueException">No model has this name, or it is of another kind.</exception>
    public TModel Get<TModel>(string name)
        where TModel : ModelEntry =>
        Get(name) as TModel
            ?? throw new ModelCatalogueException($"Model '{name}' is a {ModelKinds.NameOf(Get(name).GetType())}, not a {ModelKinds.NameOf(typeof(TModel))}.");
}

/// <summary>A catalogue that cannot be used, or a name that is not in it. The message lists every fault, one per line.</summary>
public sealed class ModelCatalogueException(string message, Exception? innerException = null) : Exception(message, innerException);
