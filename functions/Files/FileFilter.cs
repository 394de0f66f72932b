namespace SegFunctions.Files;

/// <summary>Which files a list contains; a null property matches every file.</summary>
/// <param name="ExternalIdPrefix">Case-sensitive.</param>
/// <param name="DirectoryPrefix">Case-sensitive.</param>
/// <param name="IsUploaded">Whether the content is uploaded.</param>
/// <param name="Metadata">Only files with all of these pairs.</param>
/// <param name="AssetIds">Only files with one of these assets.</param>
/// <param name="DataSetIds">Only files of one of these data sets.</param>
public sealed record FileFilter(
    string? Name = null,
    string? MimeType = null,
    string? Source = null,
    string? ExternalIdPrefix = null,
    string? DirectoryPrefix = null,
    bool? IsUploaded = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    IReadOnlyList<long>? AssetIds = null,
    IReadOnlyList<long>? DataSetIds = null,
    TimeWindow? Created = null,
    TimeWindow? Updated = null,
    TimeWindow? Stored = null)
{
    public static FileFilter None { get; } = new();

    public bool Matches(StoredFile file) => MatchesText(file.Description)
        && (IsUploaded is null || file.Content is not null == IsUploaded)
        && (Metadata ?? new Dictionary<string, string>()).All(pair => file.Description.Metadata?.GetValueOrDefault(pair.Key) == pair.Value)
        && (AssetIds is null || AssetIds.Intersect(file.Description.AssetIds ?? []).Any())
        && (DataSetIds is null || (file.Description.DataSetId is { } dataSet && DataSetIds.Contains(dataSet)))
        && (Created is null || Created.Holds(file.Created))
        && (Updated is null || Updated.Holds(file.Updated))
        && (Stored is null || (file.Content is { } content && Stored.Holds(content.Stored)));

    private bool MatchesText(FileDescription described) =>
        (Name is null || described.Name == Name)
        && (MimeType is null || described.MimeType == MimeType)
        && (Source is null || described.Source == Source)
        && (ExternalIdPrefix is null || described.ExternalId?.StartsWith(ExternalIdPrefix, StringComparison.Ordinal) == true)
        && (DirectoryPrefix is null || described.Directory?.StartsWith(DirectoryPrefix, StringComparison.Ordinal) == true);
}

/// <summary>A range of times in Unix milliseconds, both ends inclusive; null for an open end.</summary>
public sealed record TimeWindow(long? Min, long? Max)
{
    public bool Holds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() is var at && at >= (Min ?? long.MinValue) && at <= (Max ?? long.MaxValue);
}
