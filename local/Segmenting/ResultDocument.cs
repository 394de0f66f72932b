using System.Text.Json.Serialization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>The file <c>result.json</c>.</summary>
/// <param name="JobId">Several jobs, of 100 pictures each, are joined with commas; empty when there was none.</param>
/// <param name="Items">In the order of the command line.</param>
internal sealed record ResultDocument(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("items")] IReadOnlyList<ResultItem> Items)
{
    [JsonIgnore]
    public bool Succeeded => Items.All(item => item.Succeeded);
}

/// <param name="File">As the user wrote it.</param>
/// <param name="Status"><c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Why it failed; null on success.</param>
/// <param name="Note">Sentences on a success: what was not found, which words are not known, what was taken out; null when there are none.</param>
/// <param name="Preview">Path relative to the document, of a PNG or a video's MP4; null when it failed.</param>
/// <param name="Segments">Best score first; candidates after all answers.</param>
/// <param name="Rle">Path relative to the document of a list with COCO's run lengths of each segment; absent unless asked for.</param>
/// <param name="Polygons">Path relative to the document of a list with the outlines of each segment; absent unless asked for.</param>
/// <param name="Video">What was found in a video, which has no segments; absent for a picture.</param>
internal sealed record ResultItem(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("note")] string? Note,
    [property: JsonPropertyName("preview")] string? Preview,
    [property: JsonPropertyName("segments")] IReadOnlyList<ResultSegment> Segments,
    [property: JsonPropertyName("rle"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rle = null,
    [property: JsonPropertyName("polygons"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Polygons = null,
    [property: JsonPropertyName("video"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResultVideo? Video = null)
{
    public const string Success = "success";
    public const string Failed = "failed";

    [JsonIgnore]
    public bool Succeeded => Status == Success;

    public static ResultItem Fail(InputFile file, string error) => new(file.Name, Failed, error, Note: null, Preview: null, []);
}

/// <param name="Masks">Path relative to the document of a JSON document with every processed frame and its masks.</param>
/// <param name="Frames">Path relative to the document of the same frames, one a line, gzipped.</param>
/// <param name="Counts">Numbers of frames and masks.</param>
/// <param name="Objects">What was followed.</param>
/// <param name="Cutout">Path relative to the document of a WebM of the objects alone; absent unless asked for.</param>
/// <param name="Mask">Path relative to the document of an MP4 of the masks; absent unless asked for.</param>
internal sealed record ResultVideo(
    [property: JsonPropertyName("masks")] string Masks,
    [property: JsonPropertyName("frames")] string? Frames,
    [property: JsonPropertyName("counts")] FrameCounts? Counts,
    [property: JsonPropertyName("objects")] IReadOnlyList<FollowedObject> Objects,
    [property: JsonPropertyName("cutout"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cutout = null,
    [property: JsonPropertyName("mask"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mask = null);

/// <param name="Prompt">The word that it answers, or what it answers: <c>points</c>, <c>box</c>, <c>box and points</c>, <c>subject</c>.</param>
/// <param name="Label">The model's own word for it, <c>person</c> where <c>women</c> were asked for.</param>
/// <param name="Score">0–1.</param>
/// <param name="Box">x, y, width, height in pixels of the picture as displayed.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">Path relative to the document: a PNG of the picture's size, white on black.</param>
/// <param name="Cutout">Path relative to the document: a PNG of the object alone; absent unless asked for.</param>
/// <param name="Quality">The overlap (intersection over union) to expect with the mask that a person would draw, 0–1; absent from other servers.</param>
/// <param name="Candidate"><c>part</c>, <c>object</c> or <c>whole</c>: what else a single point may mean; absent from answers.</param>
internal sealed record ResultSegment(
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("box")] IReadOnlyList<int> Box,
    [property: JsonPropertyName("area")] int Area,
    [property: JsonPropertyName("mask")] string Mask,
    [property: JsonPropertyName("cutout"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cutout = null,
    [property: JsonPropertyName("quality"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Quality = null,
    [property: JsonPropertyName("candidate"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Candidate = null)
{
    [JsonIgnore]
    public bool IsAnswer => Candidate is null;
}
