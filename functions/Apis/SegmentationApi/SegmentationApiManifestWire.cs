using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// What was found: in an answer, and in the archive.

/// <summary>Also <c>output_manifest.json</c> in the archive.</summary>
/// <param name="Prompts">Words as they were sent; for points, boxes and the subject what they are.</param>
/// <param name="NegativePrompts">Ours: absent when there were none.</param>
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
/// <param name="Units">What the task is paid by: 1 for a picture, the frames processed for a video; 0 when it failed.</param>
/// <param name="GeneratedAt">When the job's last item ended.</param>
/// <param name="Error">Ours: why the task failed; absent otherwise.</param>
/// <param name="UnansweredPrompts">Ours: prompts outside the model's vocabulary; absent when there are none.</param>
/// <param name="Notes">Ours: sentences for people, none of them an error, such as what was not found and at which threshold; absent when there are none.</param>
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

/// <param name="PreviewUrl">Asset key; null unless a preview was asked for.</param>
/// <param name="RleUrl">Ours: asset key of a list with COCO's run lengths of each mask; absent unless asked for.</param>
/// <param name="PolygonsUrl">Ours: asset key of a list with the outlines of each mask; absent unless asked for.</param>
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
/// <param name="Prompt">Ours: the phrase that it answers, as in the manifest's prompts.</param>
/// <param name="PromptIndex">Ours: its place among the manifest's prompts.</param>
/// <param name="Label">Ours: the model's own word, <c>person</c> where <c>women</c> were asked for.</param>
/// <param name="Score">Ours: equals the confidence.</param>
/// <param name="Box">Ours: x, y, width, height in pixels of the picture as displayed.</param>
/// <param name="Area">Ours: pixels set in the mask.</param>
/// <param name="CutoutUrl">Ours: asset key of the object alone, a PNG with soft transparency unless another format was asked for; absent unless asked for.</param>
/// <param name="Quality">Ours: the overlap (intersection over union) to expect with the mask that a person would draw, 0–1; absent from jobs of older versions.</param>
/// <param name="Candidate">Ours: <c>part</c>, <c>object</c> or <c>whole</c> if it is one of the candidates for a click; absent from answers.</param>
/// <param name="Rle">Ours: the mask itself; only in the answer of a client that waited and asked for the output <c>rle</c>.</param>
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
/// <param name="Counts">The run lengths of its columns, compressed to text.</param>
internal sealed record RleItem(
    [property: JsonPropertyName("size")] IReadOnlyList<int> Size,
    [property: JsonPropertyName("counts")] string Counts);
