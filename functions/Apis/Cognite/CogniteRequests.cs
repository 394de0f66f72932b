using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Files;

namespace SegFunctions.Apis.Cognite;

// Request bodies, read by WireReader: an absent field is empty, or null if its type allows it. Times are Unix milliseconds.

/// <summary>POST /files and /files/initmultipartupload.</summary>
/// <param name="Name">1–256 characters.</param>
/// <param name="ExternalId">1–255 characters, unique within the project.</param>
/// <param name="InstanceId">An extension of ours, which the vendor's clients cannot send here; unique within the project.</param>
/// <param name="MimeType">1–256 characters.</param>
/// <param name="Directory">Absolute, at most 512 characters.</param>
/// <param name="Source">1–128 characters.</param>
/// <param name="Metadata">At most 256 pairs; a key has at most 128 bytes, a value 10,240.</param>
/// <param name="AssetIds">At most 1000 ids.</param>
/// <param name="SecurityCategories">At most 100 ids.</param>
/// <param name="Labels">At most 10 labels.</param>
/// <param name="GeoLocation">Any object.</param>
internal sealed record CreateFileRequest(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("externalId")] string? ExternalId,
    [property: JsonPropertyName("instanceId")] InstanceReference? InstanceId,
    [property: JsonPropertyName("mimeType")] string? MimeType,
    [property: JsonPropertyName("directory")] string? Directory,
    [property: JsonPropertyName("source")] string? Source,
    [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string>? Metadata,
    [property: JsonPropertyName("assetIds")] IReadOnlyList<long>? AssetIds,
    [property: JsonPropertyName("dataSetId")] long? DataSetId,
    [property: JsonPropertyName("sourceCreatedTime")] long? SourceCreatedTime,
    [property: JsonPropertyName("sourceModifiedTime")] long? SourceModifiedTime,
    [property: JsonPropertyName("securityCategories")] IReadOnlyList<long>? SecurityCategories,
    [property: JsonPropertyName("labels")] IReadOnlyList<LabelReference>? Labels,
    [property: JsonPropertyName("geoLocation")] JsonElement? GeoLocation) : IValidatableObject
{
    private const int MaxPairs = 256;
    private const int MaxKeyBytes = 128;
    private const int MaxValueBytes = 10_240;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Text(nameof(Name), Name, 256),
        .. Text(nameof(ExternalId), ExternalId, 255),
        .. Text(nameof(MimeType), MimeType, 256),
        .. Text(nameof(Source), Source, 128),
        .. Text(nameof(Directory), Directory, 512),
        .. Unless(Directory is null or ['/', ..], nameof(Directory), "must begin with a slash"),
        .. Unless(Metadata is null || Metadata.Count <= MaxPairs, nameof(Metadata), $"must have at most {MaxPairs} pairs"),
        .. Unless(
            Metadata is null || Metadata.All(pair => Encoding.UTF8.GetByteCount(pair.Key) <= MaxKeyBytes && Encoding.UTF8.GetByteCount(pair.Value) <= MaxValueBytes),
            nameof(Metadata),
            $"must have keys of at most {MaxKeyBytes} bytes and values of at most {MaxValueBytes}"),
        .. Unless(AssetIds is null || AssetIds.Count <= 1000, nameof(AssetIds), "must have at most 1000 entries"),
        .. Unless(SecurityCategories is null || SecurityCategories.Count <= 100, nameof(SecurityCategories), "must have at most 100 entries"),
        .. Unless(Labels is null || Labels.Count <= 10, nameof(Labels), "must have at most 10 entries"),
        .. Unless(GeoLocation is null or { ValueKind: JsonValueKind.Object }, nameof(GeoLocation), "must be an object"),
    ];

    private static IEnumerable<ValidationResult> Text(string property, string? value, int most) => Unless(
        value is null || (value.Length >= 1 && value.Length <= most && !value.Any(char.IsControl)),
        property,
        $"must have 1 to {most} characters, none of them a control character");

    private static IEnumerable<ValidationResult> Unless(bool isKept, string property, string message) =>
        isKept ? [] : [new ValidationResult(message, [WireShape.NameOf<CreateFileRequest>(property)])];
}

/// <summary>Names one file, by exactly one of the three properties.</summary>
/// <param name="Id">1 to 2^53 - 1.</param>
/// <param name="ExternalId">1–255 characters.</param>
internal sealed record FileReference(
    [property: JsonPropertyName("id")] long? Id,
    [property: JsonPropertyName("externalId")] string? ExternalId,
    [property: JsonPropertyName("instanceId")] InstanceReference? InstanceId) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var name = WireShape.NameOf<FileReference>(nameof(Id));
        if (((object?[])[Id, ExternalId, InstanceId]).Count(part => part is not null) != 1)
        {
            yield return new ValidationResult("must be there, or externalId, or instanceId, and only one of them", [name]);
        }

        if (Id is < 1 or > FileId.MaxValue)
        {
            yield return new ValidationResult($"must be from 1 to {FileId.MaxValue}", [name]);
        }
    }
}

/// <summary>POST /files/byids, /files/delete, /files/downloadlink, /files/uploadlink and /files/multiuploadlink.</summary>
/// <param name="Items">1–1000 files; some calls accept fewer.</param>
/// <param name="IgnoreUnknownIds">Whether files that do not exist are left out instead of refusing the request; default false.</param>
internal sealed record FileReferencesRequest(
    [property: JsonPropertyName("items")] IReadOnlyList<FileReference> Items,
    [property: JsonPropertyName("ignoreUnknownIds")] bool IgnoreUnknownIds);

/// <summary>POST /files/list. GET /files accepts the filter's simple fields in its query string.</summary>
/// <param name="Limit">1–1000, default 100.</param>
/// <param name="Cursor">The <c>nextCursor</c> of the previous page.</param>
internal sealed record ListFilesRequest(
    [property: JsonPropertyName("filter")] FilesFilter? Filter,
    [property: JsonPropertyName("limit"), Range(1.0, ListFilesRequest.MaxLimit, ErrorMessage = "must be from 1 to 1000")] long? Limit,
    [property: JsonPropertyName("cursor")] string? Cursor)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;
}

/// <summary>Selects the files that match all of its fields.</summary>
/// <param name="DirectoryPrefix">Begins with a slash.</param>
/// <param name="DataSetIds">Only files of one of these data sets.</param>
/// <param name="AssetIds">Only files with one of these assets.</param>
/// <param name="Labels">Not supported, like the fields after it: they are refused rather than silently ignored.</param>
internal sealed record FilesFilter(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("mimeType")] string? MimeType,
    [property: JsonPropertyName("source")] string? Source,
    [property: JsonPropertyName("externalIdPrefix")] string? ExternalIdPrefix,
    [property: JsonPropertyName("directoryPrefix")] string? DirectoryPrefix,
    [property: JsonPropertyName("uploaded")] bool? Uploaded,
    [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string>? Metadata,
    [property: JsonPropertyName("assetIds")] IReadOnlyList<long>? AssetIds,
    [property: JsonPropertyName("dataSetIds")] IReadOnlyList<DataSetReference>? DataSetIds,
    [property: JsonPropertyName("createdTime")] TimeRange? CreatedTime,
    [property: JsonPropertyName("lastUpdatedTime")] TimeRange? LastUpdatedTime,
    [property: JsonPropertyName("uploadedTime")] TimeRange? UploadedTime,
    [property: JsonPropertyName("labels"), NotOffered] JsonElement? Labels,
    [property: JsonPropertyName("geoLocation"), NotOffered] JsonElement? GeoLocation,
    [property: JsonPropertyName("rootAssetIds"), NotOffered] JsonElement? RootAssetIds,
    [property: JsonPropertyName("assetSubtreeIds"), NotOffered] JsonElement? AssetSubtreeIds,
    [property: JsonPropertyName("assetExternalIds"), NotOffered] JsonElement? AssetExternalIds,
    [property: JsonPropertyName("instanceIds"), NotOffered] JsonElement? InstanceIds,
    [property: JsonPropertyName("sourceCreatedTime"), NotOffered] JsonElement? SourceCreatedTime,
    [property: JsonPropertyName("sourceModifiedTime"), NotOffered] JsonElement? SourceModifiedTime);

/// <summary>A range of times, both ends inclusive; an absent end is open.</summary>
internal sealed record TimeRange(
    [property: JsonPropertyName("min")] long? Min,
    [property: JsonPropertyName("max")] long? Max);

internal sealed record DataSetReference([property: JsonPropertyName("id"), JsonRequired] long Id);

/// <summary>POST /files/completemultipartupload.</summary>
internal sealed record CompleteUploadRequest(
    [property: JsonPropertyName("id"), JsonRequired] long Id,
    [property: JsonPropertyName("uploadId"), JsonRequired] string UploadId);

/// <summary>A field of the vendor's API that would change the response and is not supported here.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotOfferedAttribute() : ValidationAttribute("is not offered by this server")
{
    public override bool IsValid(object? value) => value is null;
}
