using System.Text.Json.Serialization;

namespace SegFunctions.Apis.HitPaw;

// HitPaw's answers: the union of what its pages show and its client reads. A property is always present unless its line says otherwise.

/// <summary>Body of every 200.</summary>
/// <param name="Code">200; 0 for presigned uploads.</param>
/// <param name="Message"><c>OK</c>.</param>
/// <param name="Msg">The same, as the vendor's own client reads it.</param>
internal sealed record SuccessResponse<T>(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("msg")] string Msg,
    [property: JsonPropertyName("data")] T Data);

/// <summary>Body of every other answer. The vendor's pages disagree on the names, so both stand here.</summary>
/// <param name="ErrorCode">Equals the code.</param>
/// <param name="Message">In the words of the vendor's pages.</param>
/// <param name="Msg">Equals the message.</param>
/// <param name="Data">Always null.</param>
/// <param name="Detail">Ours: what is wrong with this request.</param>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("code")] long Code,
    [property: JsonPropertyName("error_code")] long ErrorCode,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("msg")] string Msg,
    [property: JsonPropertyName("data")] object? Data,
    [property: JsonPropertyName("detail")] string Detail);

/// <summary>POST /api/image-segmentation.</summary>
/// <param name="JobId">A UUID.</param>
/// <param name="ConsumeCoins">Given back when the job fails.</param>
internal sealed record AcceptedPayload(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("consume_coins")] long ConsumeCoins);

/// <summary>POST /api/task-status.</summary>
/// <param name="Status"><c>CONVERTING</c>, <c>COMPLETED</c> or <c>ERROR</c>.</param>
/// <param name="ResUrl">The cut-out: a PNG with soft transparency. Empty until it is there, and when it was not asked for.</param>
/// <param name="MaskUrl">The mask: a PNG, white on black. Empty in the same cases.</param>
/// <param name="OriginalUrl">As it was sent.</param>
internal sealed record TaskStatusPayload(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("res_url")] string ResUrl,
    [property: JsonPropertyName("mask_url")] string MaskUrl,
    [property: JsonPropertyName("original_url")] string OriginalUrl);

/// <summary>POST /api/oss/presign-put, and an entry of the batch.</summary>
/// <param name="UploadUrl">Takes one PUT with the same Content-Type and no key.</param>
/// <param name="AccessUrl">Where the file can be fetched for 7 days once it is there.</param>
/// <param name="ObjectKey">No call takes it.</param>
/// <param name="ExpireAt">The expire at of the upload's address, seconds since 1970.</param>
internal sealed record PresignPayload(
    [property: JsonPropertyName("upload_url")] string UploadUrl,
    [property: JsonPropertyName("access_url")] string AccessUrl,
    [property: JsonPropertyName("object_key")] string ObjectKey,
    [property: JsonPropertyName("content_type")] string ContentType,
    [property: JsonPropertyName("expire_at")] long ExpireAt);

/// <summary>POST of a batch.</summary>
/// <param name="Items">One for each entry of the request, in its order.</param>
internal sealed record BatchPayload<T>(
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("success")] int Success,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("items")] IReadOnlyList<T> Items);

/// <summary>POST /api/oss/transfer and /api/oss/upload.</summary>
/// <param name="Url">Where the file can be fetched for 7 days.</param>
/// <param name="ObjectKey">No call takes it.</param>
/// <param name="Size">Bytes.</param>
internal sealed record StoredFilePayload(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("object_key")] string ObjectKey,
    [property: JsonPropertyName("size")] long Size);

/// <summary>An entry of POST /api/oss/batch-transfer.</summary>
/// <param name="Url">As for one file; empty where it failed, like the key.</param>
/// <param name="Size">0 where it failed.</param>
/// <param name="Error">Why it failed; empty where it did not.</param>
internal sealed record TransferItem(
    [property: JsonPropertyName("source_url")] string SourceUrl,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("object_key")] string ObjectKey,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("error")] string Error);
