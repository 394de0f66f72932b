using System.Text.Json;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>The record, in a model's folder, of its files' hashes at installation.</summary>
internal sealed class VerifiedFiles
{
    public const string FileName = "verified.json";

    private readonly Dictionary<string, string> _sha256ByName;

    private VerifiedFiles(Dictionary<string, string> sha256ByName) => _sha256ByName = sha256ByName;

    public bool Holds(ModelFile file) => _sha256ByName.GetValueOrDefault(file.Name) == file.Sha256;

    /// <summary>Null if the folder has no readable record.</summary>
    public static VerifiedFiles? Find(string folder)
    {
        try
        {
            using var json = File.OpenRead(Path.Combine(folder, FileName));
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { } hashes ? new VerifiedFiles(hashes) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static Task WriteAsync(string folder, IEnumerable<ModelFile> files, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(
            Path.Combine(folder, FileName),
            JsonSerializer.Serialize(files.ToDictionary(file => file.Name, file => file.Sha256)),
            cancellationToken);
}
