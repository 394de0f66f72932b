using System.Text.Json.Serialization;

namespace SegFunctions.Local.Segmenting;

/// <summary>One picture of the command line.</summary>
/// <param name="Name">As the user wrote it; for a picture of a folder or a pattern, its path below the current folder.</param>
/// <param name="Path">Absolute; what is read.</param>
/// <param name="ContentType">By its first bytes; empty with a <paramref name="Fault"/>.</param>
/// <param name="Folder">Its folder below the output folder; no other picture of the run has it.</param>
/// <param name="Fault">Why it cannot be sent; null when it can.</param>
internal sealed record InputFile(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("contentType")] string ContentType,
    [property: JsonPropertyName("folder")] string Folder,
    [property: JsonPropertyName("fault")] string? Fault = null);
