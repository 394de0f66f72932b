using System.Text.Json.Serialization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>The file <c>result.json</c>.</summary>
/// <param name="JobId">The job's id. If there are several jobs, of up to 100 files each, their ids are joined with commas; empty if there was none.</param>
/// <param name="Items">In the order of the command line.</param>
internal sealed record ResultDocument(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("items")] IReadOnlyList<ResultItem> Items)
{
    [JsonIgnore]
    public bool Succeeded => Items.All(item => item.Succeeded);
}

/// <param name="File">The file's name as the user wrote it.</param>
/// <param name="Status"><c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Why it failed; null on success.</param>
/// <param name="Note">Sentences about a success: what was not found, which words are unknown, what was removed; null if there are none.</param>
/// <param name="Preview">Path, relative to the document, of a PNG, or of an MP4 for a video; null if it failed.</param>
/// <param name="Segments">Best score first; candidates come after all others.</param>
/// <param name="Rle">Path, relative to the document, of a JSON list with each segment's run lengths in COCO's format; absent unless requested.</param>
/// <param name="Polygons">Path, relative to the document, of a JSON list with each segment's outlines; absent unless requested.</param>
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

/// <param name="Masks">Path, relative to the document, of a JSON document with every processed frame and its masks.</param>
/// <param name="Frames">Path, relative to the document, of the same frames as gzipped JSON lines, one per frame.</param>
/// <param name="Counts">Numbers of frames and masks.</param>
/// <param name="Objects">The objects that were tracked.</param>
/// <param name="Cutout">Path, relative to the document, of a WebM that shows only the objects; absent unless requested.</param>
/// <param name="Mask">Path, relative to the document, of an MP4 of the masks; absent unless requested.</param>
internal sealed record ResultVideo(
    [property: JsonPropertyName("masks")] string Masks,
    [property: JsonPropertyName("frames")] string? Frames,
    [property: JsonPropertyName("counts")] VideoCountsItem? Counts,
    [property: JsonPropertyName("objects")] IReadOnlyList<VideoObjectItem> Objects,
    [property: JsonPropertyName("cutout"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cutout = null,
    [property: JsonPropertyName("mask"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mask = null);

/// <param name="Prompt">The word that it was found by, or the kind of prompt: <c>points</c>, <c>box</c>, <c>box and points</c>, <c>subject</c>.</param>
/// <param name="Label">The label that the network uses, such as <c>person</c> for the prompt <c>women</c>.</param>
/// <param name="Score">0–1.</param>
/// <param name="Box">x, y, width, height in pixels of the picture as displayed.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">Path, relative to the document, of a PNG of the picture's size, white on black.</param>
/// <param name="Cutout">Path, relative to the document, of the cut-out, by default a PNG; absent unless requested.</param>
/// <param name="Quality">Estimated overlap (intersection over union) with the mask that a person would draw, 0–1; absent from other servers.</param>
/// <param name="Candidate"><c>part</c>, <c>object</c> or <c>whole</c>: an alternative meaning of a single point; absent for regular segments.</param>
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
