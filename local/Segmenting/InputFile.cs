using System.Text.Json.Serialization;

namespace SegFunctions.Local.Segmenting;

/// <summary>One picture or video from the command line.</summary>
/// <param name="Name">The name as the user wrote it; for a file from a folder or a pattern, its path relative to the current folder.</param>
/// <param name="Path">Absolute path of the file to read.</param>
/// <param name="ContentType">The type that its first bytes indicate; empty if there is a <paramref name="Fault"/>.</param>
/// <param name="Folder">Name of its folder in the output folder, unique within the run.</param>
/// <param name="Fault">Why it cannot be sent; null if it can.</param>
internal sealed record InputFile(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("contentType")] string ContentType,
    [property: JsonPropertyName("folder")] string Folder,
    [property: JsonPropertyName("fault")] string? Fault = null)
{
    [JsonIgnore]
    public bool IsVideo => ContentType.StartsWith("video/", StringComparison.Ordinal);
}
