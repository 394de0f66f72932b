using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// The manifest's entries for videos. A property is always present unless its description says otherwise.

/// <param name="PreviewUrl">Asset key of an MP4; absent, never null, unless a preview was requested.</param>
/// <param name="Masks">Asset key of a JSON document with every processed frame; empty when the task failed.</param>
/// <param name="Counts">Totals over all frames.</param>
/// <param name="ScoreThreshold">As requested, default 0.</param>
/// <param name="Fps">As requested; absent, never null, if it was not, like the two after it.</param>
/// <param name="NumFrames">As requested.</param>
/// <param name="MaxFrames">As requested.</param>
/// <param name="FramesUrl">Extension: asset key of the same frames, one per line, gzipped; absent if the task failed, like the fields after it.</param>
/// <param name="CutoutUrl">Extension: asset key of a WebM of the cut-out objects; absent unless requested.</param>
/// <param name="MaskUrl">Extension: asset key of an MP4 of the masks; absent unless requested.</param>
/// <param name="Objects">Extension: the tracked objects.</param>
/// <param name="Size">Extension: height and width in pixels, as displayed.</param>
/// <param name="SourceFps">Extension: the video's average frame rate, in frames per second.</param>
/// <param name="Duration">Extension: seconds.</param>
internal sealed record VideoItemResponse(
    string TaskId,
    string InputId,
    int Units,
    DateTimeOffset GeneratedAt,
    [property: JsonPropertyName("previewUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PreviewUrl,
    [property: JsonPropertyName("masks")] string Masks,
    [property: JsonPropertyName("counts")] VideoCountsItem Counts,
    [property: JsonPropertyName("scoreThreshold")] double ScoreThreshold,
    [property: JsonPropertyName("fps"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Fps,
    [property: JsonPropertyName("numFrames"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? NumFrames,
    [property: JsonPropertyName("maxFrames"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? MaxFrames,
    string? Error,
    IReadOnlyList<string>? UnansweredPrompts,
    IReadOnlyList<string>? Notes,
    [property: JsonPropertyName("framesUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FramesUrl,
    [property: JsonPropertyName("cutoutUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CutoutUrl,
    [property: JsonPropertyName("maskUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MaskUrl,
    [property: JsonPropertyName("objects"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<VideoObjectItem>? Objects,
    [property: JsonPropertyName("size"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Size,
    [property: JsonPropertyName("sourceFps"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? SourceFps,
    [property: JsonPropertyName("duration"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Duration)
    : ManifestItemResponse(TaskId, InputId, Units, GeneratedAt, Error, UnansweredPrompts, Notes);

/// <param name="FramesProcessed">Equals the units.</param>
/// <param name="FramesWithMasks">The processed frames that show at least one object.</param>
/// <param name="TotalMasks">Masks of all objects in all frames.</param>
internal sealed record VideoCountsItem(
    [property: JsonPropertyName("framesProcessed")] int FramesProcessed,
    [property: JsonPropertyName("framesWithMasks")] int FramesWithMasks,
    [property: JsonPropertyName("totalMasks")] int TotalMasks);

/// <summary>Extension: one object, tracked through the video.</summary>
/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The prompt that the object answers, as in the manifest's prompts.</param>
/// <param name="PromptIndex">Its index among the manifest's prompts.</param>
/// <param name="Label">The model's own label, such as <c>person</c> for the prompt <c>women</c>.</param>
/// <param name="FirstFrame">The first frame that shows it: <c>sampleIdx</c> in the masks.</param>
/// <param name="LastFrame">The last frame that shows it.</param>
/// <param name="Frames">The number of frames that show it.</param>
/// <param name="MeanScore">The mean of its scores in those frames, 0–1.</param>
internal sealed record VideoObjectItem(
    [property: JsonPropertyName("objectId")] int ObjectId,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("promptIndex")] int PromptIndex,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("firstFrame")] int FirstFrame,
    [property: JsonPropertyName("lastFrame")] int LastFrame,
    [property: JsonPropertyName("frames")] int Frames,
    [property: JsonPropertyName("meanScore")] double MeanScore);
