using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SegFunctions.Apis.Cognite;

// Cognite's response bodies. Null properties are absent unless documented otherwise. Times are Unix milliseconds.

/// <summary>The body of every error.</summary>
internal sealed record CogniteErrorResponse([property: JsonPropertyName("error")] CogniteError Error);

/// <param name="Code">The HTTP status.</param>
/// <param name="Missing">Absent unless the request named files that do not exist: those references.</param>
/// <param name="Duplicated">Absent unless the request used names that other files already have: those names.</param>
internal sealed record CogniteError(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("missing")] IReadOnlyList<JsonElement>? Missing,
    [property: JsonPropertyName("duplicated")] IReadOnlyList<JsonElement>? Duplicated);

/// <summary>A name that consists of a space and an id within it. Used in requests and responses.</summary>
/// <param name="Space">1–43 letters, digits, hyphens and underscores, the first a letter.</param>
/// <param name="ExternalId">1–255 characters.</param>
internal sealed partial record InstanceReference(
    [property: JsonPropertyName("space")] string Space,
    [property: JsonPropertyName("externalId")] string ExternalId) : IValidatableObject
{
    private const int MaxLength = 255;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!SpaceName().IsMatch(Space))
        {
            yield return new ValidationResult(
                "must have 1 to 43 letters, digits, hyphens and underscores and begin with a letter", [WireShape.NameOf<InstanceReference>(nameof(Space))]);
        }

        if (ExternalId.Length is < 1 or > MaxLength || ExternalId.Any(char.IsControl))
        {
            yield return new ValidationResult(
                $"must have 1 to {MaxLength} characters, none of them a control character", [WireShape.NameOf<InstanceReference>(nameof(ExternalId))]);
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z]([a-zA-Z0-9_-]{0,41}[a-zA-Z0-9])?\z")]
    private static partial Regex SpaceName();
}

/// <summary>A label, by its external id. Used in requests and responses.</summary>
internal sealed record LabelReference([property: JsonPropertyName("externalId")] string ExternalId);

/// <summary>A file. Metadata that its owner did not set is absent.</summary>
/// <param name="Uploaded">Whether the content has been uploaded.</param>
/// <param name="UploadedTime">When the content was uploaded; absent until then.</param>
internal sealed record FileItem(
    [property: JsonPropertyName("id")] long Id,
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
    [property: JsonPropertyName("geoLocation")] JsonElement? GeoLocation,
    [property: JsonPropertyName("uploaded")] bool Uploaded,
    [property: JsonPropertyName("uploadedTime")] long? UploadedTime,
    [property: JsonPropertyName("createdTime")] long CreatedTime,
    [property: JsonPropertyName("lastUpdatedTime")] long LastUpdatedTime)
{
    /// <summary>Accepts the content in one PUT, without a key; present in responses of calls that create such a link.</summary>
    [JsonPropertyName("uploadUrl")]
    public string? UploadUrl { get; init; }

    /// <summary>Accept one part each in a PUT; present in responses of calls that begin an upload in parts.</summary>
    [JsonPropertyName("uploadUrls")]
    public IReadOnlyList<string>? UploadUrls { get; init; }

    /// <summary>Id of the upload in parts; present along with <c>uploadUrls</c>.</summary>
    [JsonPropertyName("uploadId")]
    public string? UploadId { get; init; }
}

/// <summary>A list of files.</summary>
/// <param name="NextCursor">Cursor of the next page; absent on the last page, and for calls without pages.</param>
internal sealed record FilesResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<FileItem> Items,
    [property: JsonPropertyName("nextCursor")] string? NextCursor = null);

/// <summary>POST /files/downloadlink.</summary>
internal sealed record DownloadLinksResponse([property: JsonPropertyName("items")] IReadOnlyList<DownloadLinkItem> Items);

/// <summary>A download link, with the name by which the file was requested.</summary>
/// <param name="DownloadUrl">Needs no key; valid for 30 seconds, or for an hour if <c>extendedExpiration</c> is set.</param>
internal sealed record DownloadLinkItem(
    [property: JsonPropertyName("id")] long? Id,
    [property: JsonPropertyName("externalId")] string? ExternalId,
    [property: JsonPropertyName("instanceId")] InstanceReference? InstanceId,
    [property: JsonPropertyName("downloadUrl")] string DownloadUrl);

/// <summary>An empty object.</summary>
internal sealed record EmptyResponse;
