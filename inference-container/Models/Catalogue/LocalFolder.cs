using System.Text.Json.Serialization;

namespace SegFunctions.Models.Catalogue;

/// <summary>Files that the user has placed on this machine. They are checked and copied into the cache like those of a package.</summary>
/// <param name="Folder">Absolute path.</param>
public sealed record LocalFolder(string Folder) : ModelSource
{
    [JsonIgnore]
    public override string Spec => Folder;

    [JsonIgnore]
    public override long Bytes { get; init; }
}
