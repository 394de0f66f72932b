using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SegFunctions.Apis.Cognite;

// Bodies of Cognite's answers. What is null is absent, unless its line says otherwise; times are Unix milliseconds.

/// <summary>Every error.</summary>
internal sealed record CogniteErrorResponse([property: JsonPropertyName("error")] CogniteError Error);

/// <param name="Code">The HTTP status.</param>
/// <param name="Missing">Absent unless the request named things that are not there: which.</param>
/// <param name="Duplicated">Absent unless the request named new things as others are: which names.</param>
internal sealed record CogniteError(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("missing")] IReadOnlyList<JsonElement>? Missing,
    [property: JsonPropertyName("duplicated")] IReadOnlyList<JsonElement>? Duplicated);

/// <summary>A name in two parts; in requests too.</summary>
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

/// <summary>A label by its name; in requests too.</summary>
internal sealed record LabelReference([property: JsonPropertyName("externalId")] string ExternalId);

/// <summary>A file. Whatever its owner did not say is absent.</summary>
/// <param name="Uploaded">Whether content has come.</param>
/// <param name="UploadedTime">Absent until then.</param>
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
    /// <summary>Takes the content in one PUT, without a key; present where one was asked for.</summary>
    [JsonPropertyName("uploadUrl")]
    public string? UploadUrl { get; init; }

    /// <summary>Take one part each; present where parts were asked for.</summary>
    [JsonPropertyName("uploadUrls")]
    public IReadOnlyList<string>? UploadUrls { get; init; }

    /// <summary>Present beside them.</summary>
    [JsonPropertyName("uploadId")]
    public string? UploadId { get; init; }
}

/// <summary>Several files.</summary>
/// <param name="NextCursor">Absent on the last page, and where there are no pages.</param>
internal sealed record FilesResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<FileItem> Items,
    [property: JsonPropertyName("nextCursor")] string? NextCursor = null);

/// <summary>POST /files/downloadlink.</summary>
internal sealed record DownloadLinksResponse([property: JsonPropertyName("items")] IReadOnlyList<DownloadLinkItem> Items);

/// <summary>A download, beside the name that was asked for.</summary>
/// <param name="DownloadUrl">Needs no key; valid for 30 seconds, or an hour.</param>
internal sealed record DownloadLinkItem(
    [property: JsonPropertyName("id")] long? Id,
    [property: JsonPropertyName("externalId")] string? ExternalId,
    [property: JsonPropertyName("instanceId")] InstanceReference? InstanceId,
    [property: JsonPropertyName("downloadUrl")] string DownloadUrl);

/// <summary>An answer that says no more than its status.</summary>
internal sealed record EmptyResponse;
