using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Mcp;

// Arguments of tools, read by WireReader, and what the tools answer. A property is always present unless its line says otherwise.

/// <summary>Arguments of <c>segment</c> and <c>cut_out</c>.</summary>
/// <param name="ImageUrl">The http or https address of a JPEG, PNG or WebP picture.</param>
/// <param name="Words">What to find, such as boat; the known words are those of COCO with synonyms.</param>
/// <param name="Points">Points on one object, and beside it.</param>
/// <param name="Boxes">Boxes around one object each.</param>
/// <param name="Subject">Whether to find what the picture is of.</param>
/// <param name="WaitSeconds">How long to wait for the result, 1–60; default 30. Ask job_status after that.</param>
internal sealed record PictureArguments(
    [property: JsonPropertyName("image_url"), JsonRequired] string ImageUrl,
    [property: JsonPropertyName("words")] IReadOnlyList<string> Words,
    [property: JsonPropertyName("points")] IReadOnlyList<PointArgument> Points,
    [property: JsonPropertyName("boxes")] IReadOnlyList<BoxArgument> Boxes,
    [property: JsonPropertyName("subject")] bool Subject,
    [property: JsonPropertyName("wait_seconds"), Range(1.0, 60.0, ErrorMessage = "must be from 1 to 60")] long WaitSeconds = PictureArguments.DefaultWaitSeconds)
{
    public const long DefaultWaitSeconds = 30;
}

/// <summary>In parts of the picture's width and height, from its top left.</summary>
/// <param name="X">0–1.</param>
/// <param name="Y">0–1.</param>
/// <param name="OnObject">False for a point beside the object; default true.</param>
internal sealed record PointArgument(
    [property: JsonPropertyName("x"), JsonRequired] double X,
    [property: JsonPropertyName("y"), JsonRequired] double Y,
    [property: JsonPropertyName("on_object")] bool OnObject = true);

/// <summary>In parts of the picture's width and height, from its top left, each 0–1.</summary>
internal sealed record BoxArgument(
    [property: JsonPropertyName("x1"), JsonRequired] double X1,
    [property: JsonPropertyName("y1"), JsonRequired] double Y1,
    [property: JsonPropertyName("x2"), JsonRequired] double X2,
    [property: JsonPropertyName("y2"), JsonRequired] double Y2);

/// <summary>Arguments of <c>job_status</c>.</summary>
/// <param name="JobId">As segment or cut_out gave it.</param>
internal sealed record JobArguments([property: JsonPropertyName("job_id"), JsonRequired] string JobId);

/// <summary>A job, and what it found once it has ended.</summary>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="Error">Absent unless it failed.</param>
/// <param name="Width">Width of the picture, pixels; absent without a result, like what follows.</param>
/// <param name="Segments">Best first.</param>
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
/// <param name="Quality">How well the mask fits: the overlap to expect with one that a person would draw, 0–1; absent from jobs of older versions.</param>
/// <param name="Box">x, y, width and height in pixels.</param>
/// <param name="MaskUrl">PNG, white on black; the link expires.</param>
/// <param name="CutoutUrl">PNG, all but the object transparent; absent unless it was asked for.</param>
internal sealed record SegmentReport(
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("quality")] double? Quality,
    [property: JsonPropertyName("box")] IReadOnlyList<int> Box,
    [property: JsonPropertyName("area")] int Area,
    [property: JsonPropertyName("mask_url")] string MaskUrl,
    [property: JsonPropertyName("cutout_url")] string? CutoutUrl);
