using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>The installed models: a folder with one subfolder per model. Reading needs no lock, since a model appears whole or not at all.</summary>
/// <param name="folder">Absolute or relative; need not exist.</param>
public sealed class ModelStore(string folder)
{
    /// <summary>The user's default folder, below <see cref="UserFolders.Cache"/>.</summary>
    public static string DefaultFolder => Path.Combine(UserFolders.Cache, "models");

    /// <summary>Absolute path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Whether every file exists with the right size, and was verified against the catalogue's hash when it was installed. Does not compute hashes.</summary>
    public bool IsInstalled(ModelEntry model)
    {
        var verified = VerifiedFiles.Find(GetFolder(model));
        return verified is not null && model.Files.All(file => verified.Holds(file) && HasSize(GetPath(model, file), file.Bytes));
    }

    /// <summary>Whether the rewrites of the model's files have been made.</summary>
    public bool IsRewritten(ModelEntry model) =>
        model.Files.Select(file => file.Rewrite).OfType<ModelRewrite>().All(rewrite => HasSize(GetPath(rewrite), rewrite.Bytes));

    /// <summary>The path of a rewrite once it is made: <c>{folder}/.rewritten/{hash}.onnx</c>.</summary>
    public string GetPath(ModelRewrite rewrite) => Path.Combine(Folder, ".rewritten", $"{rewrite.Sha256}.onnx");

    /// <summary>The paths of an installed model's files; null if it is not installed.</summary>
    public IReadOnlyDictionary<ModelFileRole, string>? FindFiles(ModelEntry model) =>
        IsInstalled(model) ? model.Files.ToDictionary(file => file.Role, file => GetPath(model, file)) : null;

    /// <summary>A file's path once it is installed: <c>{folder}/{model}/{file}</c>.</summary>
    public string GetPath(ModelEntry model, ModelFile file) => Path.Combine(GetFolder(model), file.Name);

    internal string GetFolder(ModelEntry model) => model.Source is AddedFolder added ? added.Folder : Path.Combine(Folder, model.Name);

    private static bool HasSize(string path, long bytes) => new FileInfo(path) is { Exists: true } file && file.Length == bytes;
}
