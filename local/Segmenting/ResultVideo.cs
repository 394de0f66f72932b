using System.Text.Json.Serialization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>What <c>result.json</c> tells of a video. Its records are its own, so that it stays the same when the API's records change.</summary>
/// <param name="Masks">Path, relative to the document, of a JSON document with every processed frame and its masks.</param>
/// <param name="Frames">Path, relative to the document, of the same frames as gzipped JSON lines, one per frame.</param>
/// <param name="Counts">Numbers of frames and masks.</param>
/// <param name="Objects">The objects that were tracked.</param>
/// <param name="Cutout">Path, relative to the document, of a WebM that shows only the objects; absent unless requested.</param>
/// <param name="Mask">Path, relative to the document, of an MP4 of the masks; absent unless requested.</param>
internal sealed record ResultVideo(
    [property: JsonPropertyName("masks")] string Masks,
    [property: JsonPropertyName("frames")] string? Frames,
    [property: JsonPropertyName("counts")] ResultCounts? Counts,
    [property: JsonPropertyName("objects")] IReadOnlyList<ResultObject> Objects,
    [property: JsonPropertyName("cutout"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cutout = null,
    [property: JsonPropertyName("mask"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mask = null);

/// <param name="FramesProcessed">Number of frames processed, which are charged.</param>
/// <param name="FramesWithMasks">Number of those that show an object.</param>
/// <param name="TotalMasks">Number of masks of all objects in all frames.</param>
internal sealed record ResultCounts(
    [property: JsonPropertyName("framesProcessed")] int FramesProcessed,
    [property: JsonPropertyName("framesWithMasks")] int FramesWithMasks,
    [property: JsonPropertyName("totalMasks")] int TotalMasks)
{
    public static ResultCounts Of(VideoCountsItem counts) => new(counts.FramesProcessed, counts.FramesWithMasks, counts.TotalMasks);
}

/// <summary>One object, tracked through a video.</summary>
/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The word that it was found by, or the kind of prompt: <c>points</c>, <c>box</c>, <c>box and points</c>.</param>
/// <param name="Label">The label that the network uses.</param>
/// <param name="FirstFrame">The first frame that shows it, counted in processed frames.</param>
/// <param name="LastFrame">The last frame that shows it.</param>
/// <param name="Frames">Number of frames that show it.</param>
/// <param name="MeanScore">0–1.</param>
internal sealed record ResultObject(
    [property: JsonPropertyName("objectId")] int ObjectId,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("firstFrame")] int FirstFrame,
    [property: JsonPropertyName("lastFrame")] int LastFrame,
    [property: JsonPropertyName("frames")] int Frames,
    [property: JsonPropertyName("meanScore")] double MeanScore)
{
    public static ResultObject Of(VideoObjectItem found) =>
        new(found.ObjectId, found.Prompt, found.Label, found.FirstFrame, found.LastFrame, found.Frames, found.MeanScore);
}
