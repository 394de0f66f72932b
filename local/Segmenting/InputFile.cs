using System.Text.Json.Serialization;

namespace SegFunctions.Local.Segmenting;

/// <summary>One picture or video of the command line.</summary>
/// <param name="Name">As the user wrote it; for one from a folder or a pattern, its path below the current folder.</param>
/// <param name="Path">Absolute path of the file to read.</param>
/// <param name="ContentType">By its first bytes; empty with a <paramref name="Fault"/>.</param>
/// <param name="Folder">Its folder below the output folder, unique in the run.</param>
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
