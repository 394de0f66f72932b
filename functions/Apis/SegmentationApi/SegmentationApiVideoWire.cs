using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// What the manifest says of a video. A property is always present unless its line says otherwise.

/// <param name="PreviewUrl">Asset key of an MP4; absent, never null, unless a preview was asked for.</param>
/// <param name="Masks">Asset key of a JSON document with every processed frame; empty when the task failed.</param>
/// <param name="Counts">Numbers only.</param>
/// <param name="ScoreThreshold">As asked, default 0.</param>
/// <param name="Fps">As asked; absent, never null, otherwise, as the two after it.</param>
/// <param name="NumFrames">As asked.</param>
/// <param name="MaxFrames">As asked.</param>
/// <param name="FramesUrl">Ours: asset key of the same frames, one a line, gzipped; absent when the task failed, as all that follows.</param>
/// <param name="CutoutUrl">Ours: asset key of a WebM of the objects alone; absent unless asked for.</param>
/// <param name="MaskUrl">Ours: asset key of an MP4 of the masks; absent unless asked for.</param>
/// <param name="Objects">Ours: what was followed.</param>
/// <param name="Size">Ours: height and width in pixels, as displayed.</param>
/// <param name="SourceFps">Ours: frames per second of the video, on average.</param>
/// <param name="Duration">Ours: seconds.</param>
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
/// <param name="FramesWithMasks">How many of them show an object.</param>
/// <param name="TotalMasks">Masks of all objects in all frames.</param>
internal sealed record VideoCountsItem(
    [property: JsonPropertyName("framesProcessed")] int FramesProcessed,
    [property: JsonPropertyName("framesWithMasks")] int FramesWithMasks,
    [property: JsonPropertyName("totalMasks")] int TotalMasks);

/// <summary>Ours: one object, followed through the video.</summary>
/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The phrase that it answers, as in the manifest's prompts.</param>
/// <param name="PromptIndex">Its place among the manifest's prompts.</param>
/// <param name="Label">The model's own word, <c>person</c> where <c>women</c> were asked for.</param>
/// <param name="FirstFrame">Where it is seen first: <c>sampleIdx</c> in the masks.</param>
/// <param name="LastFrame">Where it is seen last.</param>
/// <param name="Frames">In how many it is seen.</param>
/// <param name="MeanScore">Mean of its scores in them, 0–1.</param>
internal sealed record VideoObjectItem(
    [property: JsonPropertyName("objectId")] int ObjectId,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("promptIndex")] int PromptIndex,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("firstFrame")] int FirstFrame,
    [property: JsonPropertyName("lastFrame")] int LastFrame,
    [property: JsonPropertyName("frames")] int Frames,
    [property: JsonPropertyName("meanScore")] double MeanScore);
