using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.HitPaw;

// Request bodies, read by WireReader: an absent field is empty, or null if its type allows it.

/// <summary>POST /api/image-segmentation.</summary>
/// <param name="FileUrl">An http or https address of the picture; a link of this service is read from storage.</param>
/// <param name="ReturnType"><c>matted</c> for the cut-out only, <c>mask</c> for the mask only, <c>all</c> or absent for both. Not documented by the vendor.</param>
internal sealed record SegmentationRequest(
    [property: JsonPropertyName("file_url"), JsonRequired] string FileUrl,
    [property: JsonPropertyName("return_type")]
    [property: AllowedValues(null, ReturnTypes.Matted, ReturnTypes.Mask, ReturnTypes.All, ErrorMessage = "must be matted, mask or all")]
    string? ReturnType);

/// <summary>Values of <c>return_type</c>.</summary>
internal static class ReturnTypes
{
    public const string Matted = "matted";
    public const string Mask = "mask";
    public const string All = "all";
}

/// <summary>POST /api/task-status.</summary>
internal sealed record TaskStatusRequest([property: JsonPropertyName("job_id"), JsonRequired] string JobId);

/// <summary>POST /api/oss/presign-put.</summary>
/// <param name="FileName">Name of the file, with the extension of an accepted picture, video or audio format or of a PDF.</param>
/// <param name="ContentType">The Content-Type that the upload will have.</param>
/// <param name="ExpireSeconds">Seconds until the upload address expires: 60–7200, default 3600.</param>
internal sealed record PresignRequest(
    [property: JsonPropertyName("filename"), JsonRequired] string FileName,
    [property: JsonPropertyName("content_type"), JsonRequired] string ContentType,
    [property: JsonPropertyName("expire_seconds"), Range(60.0, 7200.0, ErrorMessage = PresignRequest.ExpireRule)]
    long ExpireSeconds = PresignRequest.DefaultExpireSeconds) : IValidatableObject
{
    public const long DefaultExpireSeconds = 3600;
    public const string ExpireRule = "must be 60 to 7200";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => HitPawFiles.FindFaults<PresignRequest>(FileName, ContentType);
}

/// <summary>POST /api/oss/presign-put/batch.</summary>
/// <param name="Files">1–20 files.</param>
/// <param name="ExpireSeconds">Seconds until the upload addresses expire: 60–7200, default 3600.</param>
internal sealed record PresignBatchRequest(
    [property: JsonPropertyName("files"), Length(1, 20, ErrorMessage = "must hold 1 to 20 entries")] IReadOnlyList<PresignFile> Files,
    [property: JsonPropertyName("expire_seconds"), Range(60.0, 7200.0, ErrorMessage = PresignRequest.ExpireRule)]
    long ExpireSeconds = PresignRequest.DefaultExpireSeconds);

/// <summary>A file of POST /api/oss/presign-put/batch.</summary>
internal sealed record PresignFile(
    [property: JsonPropertyName("filename"), JsonRequired] string FileName,
    [property: JsonPropertyName("content_type"), JsonRequired] string ContentType) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => HitPawFiles.FindFaults<PresignFile>(FileName, ContentType);
}

/// <summary>POST /api/oss/transfer.</summary>
/// <param name="Url">An http or https address.</param>
/// <param name="FileName">Its extension determines the file's type; without a name the address's extension does, and without that the file must be a picture.</param>
internal sealed record TransferRequest(
    [property: JsonPropertyName("url"), JsonRequired] string Url,
    [property: JsonPropertyName("filename")] string? FileName) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        FileName is null || HitPawFiles.FindType(FileName) is not null
            ? []
            : [new ValidationResult(HitPawFiles.Rule, [WireShape.NameOf<TransferRequest>(nameof(FileName))])];
}

/// <summary>POST /api/oss/batch-transfer.</summary>
/// <param name="Urls">1–20 addresses.</param>
internal sealed record TransferBatchRequest(
    [property: JsonPropertyName("urls"), Length(1, 20, ErrorMessage = "must hold 1 to 20 entries")] IReadOnlyList<string> Urls);
