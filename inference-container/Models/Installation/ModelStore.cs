using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>The installed models: a folder with one subfolder per model. Reading needs no lock, since a model appears there whole or not at all.</summary>
/// <param name="folder">Absolute or relative; need not exist.</param>
public sealed class ModelStore(string folder)
{
    /// <summary><c>$XDG_CACHE_HOME/segfunctions/models</c>, or <c>~/.cache/segfunctions/models</c>.</summary>
    public static string DefaultFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!Path.IsPathFullyQualified(cache ?? string.Empty))
            {
                cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            }

            return Path.Combine(cache!, "segfunctions", "models");
        }
    }

    /// <summary>Absolute.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Whether every file exists with the right size, and was verified against the catalogue's hash when it was installed. Hashes nothing.</summary>
    public bool IsInstalled(ModelEntry model)
    {
        var verified = VerifiedFiles.Find(GetFolder(model));
        return verified is not null && model.Files.All(file => verified.Holds(file) && HasSize(GetPath(model, file), file.Bytes));
    }

    /// <summary>The paths of an installed model's files, or null if it is not installed.</summary>
    public IReadOnlyDictionary<ModelFileRole, string>? FindFiles(ModelEntry model) =>
        IsInstalled(model) ? model.Files.ToDictionary(file => file.Role, file => GetPath(model, file)) : null;

    /// <summary>A file's path once it is installed: <c>{folder}/{model}/{file}</c>.</summary>
    public string GetPath(ModelEntry model, ModelFile file) => Path.Combine(GetFolder(model), file.Name);

    internal string GetFolder(ModelEntry model) => Path.Combine(Folder, model.Name);

    private static bool HasSize(string path, long bytes) => new FileInfo(path) is { Exists: true } file && file.Length == bytes;
}
