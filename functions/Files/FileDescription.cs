namespace SegFunctions.Files;

/// <summary>A file's description by its owner. Only the names and the type have a meaning here; the rest is stored and returned.</summary>
/// <param name="Name">1–256 characters.</param>
/// <param name="ExternalId">Unique within the scope; null for none.</param>
/// <param name="Instance">Unique within the scope; null for none.</param>
/// <param name="MimeType">Any text; not checked.</param>
/// <param name="Directory">Begins with a slash.</param>
/// <param name="SourceCreated">Unix milliseconds, like <paramref name="SourceModified"/>.</param>
/// <param name="GeoLocation">JSON text.</param>
public sealed record FileDescription(
    string Name,
    string? ExternalId = null,
    FileInstance? Instance = null,
    string? MimeType = null,
    string? Directory = null,
    string? Source = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    IReadOnlyList<long>? AssetIds = null,
    long? DataSetId = null,
    long? SourceCreated = null,
    long? SourceModified = null,
    IReadOnlyList<long>? SecurityCategories = null,
    IReadOnlyList<string>? Labels = null,
    string? GeoLocation = null)
{
    /// <summary>Limit for the description's JSON in UTF-8: what one property of a table's row can hold, with some room to spare.</summary>
    public const int MaxBytes = 60_000;
}
