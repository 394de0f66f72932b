using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Mcp;

// The tools' arguments, read by WireReader, and their results. Properties are always present unless documented otherwise.

/// <summary>Arguments of <c>segment</c> and <c>cut_out</c>.</summary>
/// <param name="ImageUrl">An http or https address of a JPEG, PNG or WebP picture.</param>
/// <param name="Words">Words for what to find, such as boat. The known words are COCO's classes and their synonyms, unless the server has an open-vocabulary network.</param>
/// <param name="Points">Points on one object, and optionally points that are not on it.</param>
/// <param name="Boxes">Boxes, each around one object.</param>
/// <param name="Subject">Whether to find the picture's main subject.</param>
/// <param name="WaitSeconds">How long to wait for the result, 1–50 seconds; default 30. Call job_status if the job has not ended by then.</param>
internal sealed record PictureArguments(
    [property: JsonPropertyName("image_url"), JsonRequired] string ImageUrl,
    [property: JsonPropertyName("words")] IReadOnlyList<string> Words,
    [property: JsonPropertyName("points")] IReadOnlyList<PointArgument> Points,
    [property: JsonPropertyName("boxes")] IReadOnlyList<BoxArgument> Boxes,
    [property: JsonPropertyName("subject")] bool Subject,
    [property: JsonPropertyName("wait_seconds"), Range(1.0, PictureArguments.MostWaitSeconds, ErrorMessage = "must be from 1 to 50")] long WaitSeconds = PictureArguments.DefaultWaitSeconds)
{
    public const long DefaultWaitSeconds = 30;

    /// <summary>Clients give up after 60 s, whether they hear of progress or not.</summary>
    public const double MostWaitSeconds = 50;
}

/// <summary>A point, as fractions of the picture's width and height, from its top left corner.</summary>
/// <param name="X">0–1.</param>
/// <param name="Y">0–1.</param>
/// <param name="OnObject">False for a point that is not on the object; default true.</param>
internal sealed record PointArgument(
    [property: JsonPropertyName("x"), JsonRequired] double X,
    [property: JsonPropertyName("y"), JsonRequired] double Y,
    [property: JsonPropertyName("on_object")] bool OnObject = true);

/// <summary>A box, as fractions of the picture's width and height from its top left corner, each 0–1.</summary>
internal sealed record BoxArgument(
    [property: JsonPropertyName("x1"), JsonRequired] double X1,
    [property: JsonPropertyName("y1"), JsonRequired] double Y1,
    [property: JsonPropertyName("x2"), JsonRequired] double X2,
    [property: JsonPropertyName("y2"), JsonRequired] double Y2);

/// <summary>Arguments of <c>job_status</c>.</summary>
/// <param name="JobId">The job_id that segment or cut_out returned.</param>
internal sealed record JobArguments([property: JsonPropertyName("job_id"), JsonRequired] string JobId);

/// <summary>A job, and its results once it has ended.</summary>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="Error">Why the job failed; absent unless it did.</param>
/// <param name="Width">Width of the picture in pixels; absent if there is no result, like the properties that follow.</param>
/// <param name="Segments">Best score first.</param>
/// <param name="Notes">Sentences about what was not found.</param>
internal sealed record JobReport(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("width")] int? Width,
    [property: JsonPropertyName("height")] int? Height,
    [property: JsonPropertyName("segments")] IReadOnlyList<SegmentReport>? Segments,
    [property: JsonPropertyName("notes")] IReadOnlyList<string>? Notes);

/// <summary>One found object.</summary>
/// <param name="Score">0–1.</param>
/// <param name="Quality">Estimated accuracy of the mask: its expected overlap (intersection over union) with one that a person would draw, 0–1; absent for jobs of older versions.</param>
/// <param name="Box">x, y, width and height in pixels.</param>
/// <param name="MaskUrl">PNG, white on black; the link expires.</param>
/// <param name="CutoutUrl">PNG, all but the object transparent; absent for segment; the link expires.</param>
internal sealed record SegmentReport(
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("quality")] double? Quality,
    [property: JsonPropertyName("box")] IReadOnlyList<int> Box,
    [property: JsonPropertyName("area")] int Area,
    [property: JsonPropertyName("mask_url")] string MaskUrl,
    [property: JsonPropertyName("cutout_url")] string? CutoutUrl);
