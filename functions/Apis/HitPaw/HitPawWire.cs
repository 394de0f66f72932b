using System.Text.Json.Serialization;

namespace SegFunctions.Apis.HitPaw;

// HitPaw's responses: the union of what its documentation shows and its client reads. Properties are always present unless documented otherwise.

/// <summary>The body of every response with status 200.</summary>
/// <param name="Code">200; 0 for presigned uploads.</param>
/// <param name="Message"><c>OK</c>.</param>
/// <param name="Msg">Equals the message; the name that the vendor's own client reads.</param>
internal sealed record SuccessResponse<T>(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("msg")] string Msg,
    [property: JsonPropertyName("data")] T Data);

/// <summary>The body of every other response. The vendor's documentation is not consistent in the names, so both are present.</summary>
/// <param name="ErrorCode">Equals the code.</param>
/// <param name="Message">The vendor's own message for the code.</param>
/// <param name="Msg">Equals the message.</param>
/// <param name="Data">Always null.</param>
/// <param name="Detail">An extension of ours: what is wrong with this request.</param>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("code")] long Code,
    [property: JsonPropertyName("error_code")] long ErrorCode,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("msg")] string Msg,
    [property: JsonPropertyName("data")] object? Data,
    [property: JsonPropertyName("detail")] string Detail);

/// <summary>POST /api/image-segmentation.</summary>
/// <param name="JobId">A UUID.</param>
/// <param name="ConsumeCoins">Coins that the job costs; refunded if it fails.</param>
internal sealed record AcceptedPayload(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("consume_coins")] long ConsumeCoins);

/// <summary>POST /api/task-status.</summary>
/// <param name="Status"><c>CONVERTING</c>, <c>COMPLETED</c> or <c>ERROR</c>.</param>
/// <param name="ResUrl">Address of the cut-out, a PNG with soft transparency. Empty until the job has completed, and if it was not requested.</param>
/// <param name="MaskUrl">Address of the mask, a PNG, white on black. Empty until the job has completed, and if it was not requested.</param>
/// <param name="OriginalUrl">The address in the request.</param>
internal sealed record TaskStatusPayload(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("res_url")] string ResUrl,
    [property: JsonPropertyName("mask_url")] string MaskUrl,
    [property: JsonPropertyName("original_url")] string OriginalUrl);

/// <summary>POST /api/oss/presign-put, and an entry of its batch call.</summary>
/// <param name="UploadUrl">Accepts one PUT with the declared Content-Type, without a key.</param>
/// <param name="AccessUrl">Address of the file once it is uploaded; valid for 7 days.</param>
/// <param name="ObjectKey">For information only: no call accepts it.</param>
/// <param name="ExpireAt">When the upload address expires, Unix seconds.</param>
internal sealed record PresignPayload(
    [property: JsonPropertyName("upload_url")] string UploadUrl,
    [property: JsonPropertyName("access_url")] string AccessUrl,
    [property: JsonPropertyName("object_key")] string ObjectKey,
    [property: JsonPropertyName("content_type")] string ContentType,
    [property: JsonPropertyName("expire_at")] long ExpireAt);

/// <summary>The result of a batch call.</summary>
/// <param name="Items">One per entry of the request, in its order.</param>
internal sealed record BatchPayload<T>(
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("success")] int Success,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("items")] IReadOnlyList<T> Items);

/// <summary>POST /api/oss/transfer and /api/oss/upload.</summary>
/// <param name="Url">Address of the stored file; valid for 7 days.</param>
/// <param name="ObjectKey">For information only: no call accepts it.</param>
/// <param name="Size">Size in bytes.</param>
internal sealed record StoredFilePayload(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("object_key")] string ObjectKey,
    [property: JsonPropertyName("size")] long Size);

/// <summary>An entry of POST /api/oss/batch-transfer.</summary>
/// <param name="Url">Address of the stored file, valid for 7 days; empty if the transfer failed, like the object key.</param>
/// <param name="Size">Size in bytes; 0 if the transfer failed.</param>
/// <param name="Error">Why the transfer failed; empty if it succeeded.</param>
internal sealed record TransferItem(
    [property: JsonPropertyName("source_url")] string SourceUrl,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("object_key")] string ObjectKey,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("error")] string Error);
