using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// The exports that a user has added: a folder with <see cref="FileName"/> and one subfolder per export, which may be moved or copied as a whole.
/// </summary>
/// <param name="folder">Absolute; need not exist.</param>
public sealed partial class AddedModels(string folder)
{
    public const string FileName = "added.json";

    /// <summary>Jobs request the built-in networks by this name, so no export may have it.</summary>
    public const string BuiltIn = "built-in";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Absolute path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    private string ListPath => Path.Combine(Folder, FileName);

    /// <summary>Where the files of a model are, or will be.</summary>
    public string GetFolder(string name) => Path.Combine(Folder, name);

    /// <summary>The added models, in order of addition; empty if there are none.</summary>
    /// <exception cref="ModelCatalogueException">The file was not written by <see cref="Write"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<AddedModel> Read()
    {
        if (!File.Exists(ListPath))
        {
            return [];
        }

        try
        {
            using var file = File.OpenRead(ListPath);
            var listed = JsonSerializer.Deserialize<List<Listed>>(file, Json) ?? throw new JsonException("It is null.");
            return [.. listed.Select(Check).Select(model => new AddedModel(model.Name, model.Kind, model.License, model.Files)
            {
                Source = new AddedFolder(GetFolder(model.Name)),
            })];
        }
        catch (JsonException exception)
        {
            throw new ModelCatalogueException($"{ListPath}: not the list of added models. {exception.Message}", exception);
        }
    }

    /// <summary>Replaces the list atomically.</summary>
    public void Write(IEnumerable<AddedModel> models)
    {
        Directory.CreateDirectory(Folder);
        var part = ListPath + ".part";
        File.WriteAllText(part, JsonSerializer.Serialize(models.Select(model => new Listed(model.Name, model.Kind, model.License, model.Files)), Json));
        File.Move(part, ListPath, overwrite: true);
    }

    /// <summary>Whether a name is valid for a model: it becomes a folder beside the list, and is typed on command lines.</summary>
    public static bool IsName(string name) => PlainName().IsMatch(name) && !IsOfTheList(name) && name != BuiltIn;

    /// <summary>Whether a name is reserved for the list: its file, or the draft that replaces it.</summary>
    public static bool IsOfTheList(string name) => name.StartsWith(FileName, StringComparison.Ordinal);

    /// <summary>Whether a name is valid for a file, so that it cannot lead outside its folder.</summary>
    public static bool IsFileName(string name) => PlainFileName().IsMatch(name);

    /// <summary>Checks an entry, because a path edited by hand could lead anywhere.</summary>
    private Listed Check(Listed? model)
    {
        var fault = model is null || !IsName(model.Name) ? $"a name has characters other than lower-case letters, digits, '-' and '.', is '{BuiltIn}', or begins with '{FileName}'"
            : ExportKinds.Find(model.Kind) is null ? $"the kind '{model.Kind}' of '{model.Name}' is not one of {string.Join(", ", ExportKinds.All.Select(kind => kind.Name))}"
            : model.Files.Any(file => file is null || !IsFileName(file.Name) || file.Bytes <= 0) ? $"a file of '{model.Name}' has no valid name or no size"
            : null;
        return fault is null ? model! : throw new ModelCatalogueException($"{ListPath}: {fault}.");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,63}\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}\z")]
    private static partial Regex PlainFileName();

    private sealed record Listed(string Name, string Kind, ModelLicense License, IReadOnlyList<ModelFile> Files);
}
