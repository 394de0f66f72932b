using System.Reflection;

namespace SegFunctions.Models.Catalogue;

/// <summary>Every model that can be installed: those of the embedded <c>models.json</c> and those that a user adds.</summary>
public sealed class ModelCatalogue
{
    private const string EmbeddedName = "models.json";

    private readonly Dictionary<string, ModelEntry> _byName;

    private readonly HashSet<ModelEntry> _added;

    private ModelCatalogue(IReadOnlyList<ModelEntry> added, IReadOnlyList<ModelEntry> builtIn)
    {
        List<ModelEntry> models = [.. added, .. builtIn];
        Models = models;
        _added = [.. added];
        _byName = models.ToDictionary(model => model.Name, StringComparer.Ordinal);
    }

    /// <summary>In file order, the user's first: they take precedence over the built-in ones.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <param name="path">A user's file in the format of <c>models.json</c>, whose entries are added; null for none.</param>
    /// <exception cref="ModelCatalogueException">An entry is wrong, or two have the same name.</exception>
    /// <exception cref="IOException"><paramref name="path"/> cannot be read.</exception>
    public static ModelCatalogue Load(string? path = null)
    {
        using var embedded = Assembly.GetExecutingAssembly().GetManifestResourceStream(EmbeddedName)!;
        var models = ModelCatalogueReader.Read(embedded, EmbeddedName);
        if (path is null)
        {
            return Of(models);
        }

        using var added = File.OpenRead(path);
        return Of(models, ModelCatalogueReader.Read(added, path));
    }

    /// <exception cref="ModelCatalogueException">Two entries have the same name.</exception>
    internal static ModelCatalogue Of(IReadOnlyList<ModelEntry> builtIn, params IReadOnlyList<ModelEntry> added)
    {
        var repeated = builtIn.Concat(added).GroupBy(model => model.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return repeated.Count == 0
            ? new ModelCatalogue(added, builtIn)
            : throw new ModelCatalogueException(string.Join('\n', repeated.Select(name => $"Model '{name}' stands in the catalogue more than once.")));
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
        Find(name) ?? throw new ModelCatalogueException($"No model is called '{name}'. Known are {string.Join(", ", _byName.Keys)}.");

    /// <exception cref="ModelCatalogueException">No model has this name, or it is of another kind.</exception>
    public TModel Get<TModel>(string name)
        where TModel : ModelEntry =>
        Get(name) as TModel
            ?? throw new ModelCatalogueException($"Model '{name}' is a {ModelKinds.NameOf(Get(name).GetType())}, not a {ModelKinds.NameOf(typeof(TModel))}.");
}

/// <summary>A catalogue that cannot be used, or a name that is not in it. The message lists every fault, one per line.</summary>
public sealed class ModelCatalogueException(string message, Exception? innerException = null) : Exception(message, innerException);
