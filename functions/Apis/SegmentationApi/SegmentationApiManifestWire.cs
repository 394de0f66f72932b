using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// The manifest, both in responses and in the archive.

/// <summary>Also <c>output_manifest.json</c> in the archive.</summary>
/// <param name="Prompts">Words as they were sent; for other prompts their kind, such as <c>points</c>, <c>box</c> or <c>subject</c>.</param>
/// <param name="NegativePrompts">Extension: absent if there were none.</param>
internal sealed record ManifestResponse(
    [property: JsonPropertyName("accountId")] string AccountId,
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("prompts")] IReadOnlyList<string> Prompts,
    [property: JsonPropertyName("items")] IReadOnlyList<ManifestItemResponse> Items,
    [property: JsonPropertyName("negativePrompts"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<string>? NegativePrompts);

/// <summary>A <see cref="PictureItemResponse"/> or a <see cref="VideoItemResponse"/>.</summary>
/// <param name="InputId">Equals the task id.</param>
/// <param name="Units">The units charged: 1 for a picture, the frames processed for a video; 0 for a failed task.</param>
/// <param name="GeneratedAt">When the job's last item ended.</param>
/// <param name="Error">Extension: why the task failed; absent otherwise.</param>
/// <param name="UnansweredPrompts">Extension: prompts outside the model's vocabulary; absent if there are none.</param>
/// <param name="Notes">Extension: remarks for human readers, none of them an error, such as what was not found and at which threshold; absent if there are none.</param>
[JsonDerivedType(typeof(PictureItemResponse))]
[JsonDerivedType(typeof(VideoItemResponse))]
internal abstract record ManifestItemResponse(
    [property: JsonPropertyName("taskId"), JsonPropertyOrder(-1)] string TaskId,
    [property: JsonPropertyName("inputId"), JsonPropertyOrder(-1)] string InputId,
    [property: JsonPropertyName("units"), JsonPropertyOrder(-1)] int Units,
    [property: JsonPropertyName("generatedAt"), JsonPropertyOrder(-1)] DateTimeOffset GeneratedAt,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonPropertyName("unansweredPrompts"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<string>? UnansweredPrompts,
    [property: JsonPropertyName("notes"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Notes);

/// <param name="PreviewUrl">Asset key; null unless a preview was requested.</param>
/// <param name="RleUrl">Extension: asset key of a list with the COCO run lengths of each mask; absent unless requested.</param>
/// <param name="PolygonsUrl">Extension: asset key of a list with the outlines of each mask; absent unless requested.</param>
internal sealed record PictureItemResponse(
    string TaskId,
    string InputId,
    int Units,
    DateTimeOffset GeneratedAt,
    [property: JsonPropertyName("previewUrl")] string? PreviewUrl,
    [property: JsonPropertyName("masks")] IReadOnlyList<MaskItem> Masks,
    string? Error,
    IReadOnlyList<string>? UnansweredPrompts,
    IReadOnlyList<string>? Notes,
    [property: JsonPropertyName("rleUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RleUrl,
    [property: JsonPropertyName("polygonsUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PolygonsUrl)
    : ManifestItemResponse(TaskId, InputId, Units, GeneratedAt, Error, UnansweredPrompts, Notes);

/// <param name="Confidence">0–1.</param>
/// <param name="Url">Asset key.</param>
/// <param name="Prompt">Extension: the prompt that the mask answers, as in the manifest's prompts.</param>
/// <param name="PromptIndex">Extension: its index among the manifest's prompts.</param>
/// <param name="Label">Extension: the model's own label, such as <c>person</c> for the prompt <c>women</c>.</param>
/// <param name="Score">Extension: equals the confidence.</param>
/// <param name="Box">Extension: x, y, width, height in pixels of the picture as displayed.</param>
/// <param name="Area">Extension: pixels set in the mask.</param>
/// <param name="CutoutUrl">Extension: asset key of the cut-out object, a PNG with soft transparency unless another format was requested; absent unless requested.</param>
/// <param name="Quality">Extension: expected overlap (intersection over union) with a mask drawn by a person, 0–1; absent from jobs of older versions.</param>
/// <param name="Candidate">Extension: <c>part</c>, <c>object</c> or <c>whole</c> if the mask is one of the candidates for a click; absent otherwise.</param>
/// <param name="Rle">Extension: the mask itself; only in the response to a client that waited and requested the output <c>rle</c>.</param>
internal sealed record MaskItem(
    [property: JsonPropertyName("maskIndex")] int MaskIndex,
    [property: JsonPropertyName("confidence")] double Confidence,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("promptIndex")] int PromptIndex,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("box")] IReadOnlyList<int> Box,
    [property: JsonPropertyName("area")] int Area,
    [property: JsonPropertyName("cutoutUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CutoutUrl,
    [property: JsonPropertyName("quality"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Quality,
    [property: JsonPropertyName("candidate"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Candidate,
    [property: JsonPropertyName("rle"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RleItem? Rle = null);

/// <summary>A mask in COCO's format.</summary>
/// <param name="Size">Height and width, pixels.</param>
/// <param name="Counts">The run lengths in column order, compressed to text.</param>
internal sealed record RleItem(
    [property: JsonPropertyName("size")] IReadOnlyList<int> Size,
    [property: JsonPropertyName("counts")] string Counts);
