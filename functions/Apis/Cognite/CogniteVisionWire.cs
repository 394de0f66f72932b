using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Cognite;

// Bodies of context/vision/segment. In responses, null properties are absent unless documented otherwise. Times are Unix milliseconds.

/// <summary>POST /context/vision/segment.</summary>
/// <param name="Items">Exactly one file.</param>
/// <param name="Points">Points without duplicates. Together with the box they mark one object.</param>
/// <param name="BoundingBox">A box around the object; optional if there are points.</param>
internal sealed record SegmentRequest(
    [property: JsonPropertyName("items")] IReadOnlyList<SegmentFile> Items,
    [property: JsonPropertyName("points")] IReadOnlyList<SegmentPoint>? Points,
    [property: JsonPropertyName("boundingBox")] SegmentBox? BoundingBox) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var points = WireShape.NameOf<SegmentRequest>(nameof(Points));
        if (Items.Count != 1)
        {
            yield return new ValidationResult("must have exactly 1 entry", [WireShape.NameOf<SegmentRequest>(nameof(Items))]);
        }

        if (Points is not { Count: > 0 } && BoundingBox is null)
        {
            yield return new ValidationResult("must not be empty if there is no boundingBox", [points]);
        }

        if (Points is not null && Points.Distinct().Count() < Points.Count)
        {
            yield return new ValidationResult("must not contain a point twice", [points]);
        }
    }
}

/// <summary>A file. Used in requests and responses.</summary>
/// <param name="FileId">In requests, exactly one of the three properties is required; in responses, this one is always present.</param>
internal sealed record SegmentFile(
    [property: JsonPropertyName("fileId")] long? FileId,
    [property: JsonPropertyName("fileExternalId")] string? FileExternalId,
    [property: JsonPropertyName("fileInstanceId")] InstanceReference? FileInstanceId) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var name = WireShape.NameOf<SegmentFile>(nameof(FileId));
        if (((object?[])[FileId, FileExternalId, FileInstanceId]).Count(part => part is not null) != 1)
        {
            yield return new ValidationResult("must be there, or fileExternalId, or fileInstanceId, and only one of them", [name]);
        }

        if (FileId is < 1 or > Files.FileId.MaxValue)
        {
            yield return new ValidationResult($"must be from 1 to {Files.FileId.MaxValue}", [name]);
        }
    }
}

/// <summary>A point in the picture, as fractions of its width and height as displayed. Used in requests and responses.</summary>
/// <param name="X">0–1, from the left.</param>
/// <param name="Y">0–1, from the top.</param>
/// <param name="Label">1, the default, for a point on the object; 0 for one that is not.</param>
internal sealed record SegmentPoint(
    [property: JsonPropertyName("x"), JsonRequired, Range(0.0, 1.0, ErrorMessage = SegmentBox.Rule)] double X,
    [property: JsonPropertyName("y"), JsonRequired, Range(0.0, 1.0, ErrorMessage = SegmentBox.Rule)] double Y,
    [property: JsonPropertyName("label"), AllowedValues(0L, 1L, ErrorMessage = "must be 0 or 1")] long Label = 1);

/// <summary>A box, as fractions of the picture's width and height as displayed, each 0–1. Used in requests and responses.</summary>
internal sealed record SegmentBox(
    [property: JsonPropertyName("xMin"), JsonRequired, Range(0.0, 1.0, ErrorMessage = SegmentBox.Rule)] double XMin,
    [property: JsonPropertyName("yMin"), JsonRequired, Range(0.0, 1.0, ErrorMessage = SegmentBox.Rule)] double YMin,
    [property: JsonPropertyName("xMax"), JsonRequired, Range(0.0, 1.0, ErrorMessage = SegmentBox.Rule)] double XMax,
    [property: JsonPropertyName("yMax"), JsonRequired, Range(0.0, 1.0, ErrorMessage = SegmentBox.Rule)] double YMax) : IValidatableObject
{
    public const string Rule = "must be between 0 and 1";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (XMin >= XMax)
        {
            yield return new ValidationResult("must be less than xMax", [WireShape.NameOf<SegmentBox>(nameof(XMin))]);
        }

        if (YMin >= YMax)
        {
            yield return new ValidationResult("must be less than yMax", [WireShape.NameOf<SegmentBox>(nameof(YMin))]);
        }
    }
}

/// <summary>A job's request, which is stored with the job because responses repeat it.</summary>
/// <param name="Project">The only project in which the job is visible.</param>
/// <param name="File">The file, with all of its names.</param>
internal sealed record SegmentAsked(string Project, SegmentFile File, IReadOnlyList<SegmentPoint>? Points, SegmentBox? BoundingBox);

/// <summary>POST /context/vision/segment.</summary>
/// <param name="StartTime">Equals <paramref name="CreatedTime"/>.</param>
/// <param name="JobId">1 to 2^53 - 1.</param>
/// <param name="ErrorMessage">Always null, never absent.</param>
internal sealed record SegmentAcceptedResponse(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("createdTime")] long CreatedTime,
    [property: JsonPropertyName("startTime")] long StartTime,
    [property: JsonPropertyName("statusTime")] long StatusTime,
    [property: JsonPropertyName("jobId")] long JobId,
    [property: JsonPropertyName("items")] IReadOnlyList<SegmentFile> Items,
    [property: JsonPropertyName("points")] IReadOnlyList<SegmentPoint>? Points,
    [property: JsonPropertyName("boundingBox")] SegmentBox? BoundingBox,
    [property: JsonPropertyName("errorMessage"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ErrorMessage);

/// <summary>GET /context/vision/segment/{jobId}.</summary>
/// <param name="Status"><c>Queued</c>, <c>Running</c>, <c>Completed</c> or <c>Failed</c>.</param>
/// <param name="StartTime">Equals <paramref name="CreatedTime"/>.</param>
/// <param name="StatusTime">When the job was last updated.</param>
/// <param name="Items">Empty until the job is <c>Completed</c>.</param>
/// <param name="ErrorMessage">Why the job failed; null, but never absent, if it did not.</param>
/// <param name="FailedItems">Absent unless the job failed.</param>
internal sealed record SegmentJobResponse(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("createdTime")] long CreatedTime,
    [property: JsonPropertyName("startTime")] long StartTime,
    [property: JsonPropertyName("statusTime")] long StatusTime,
    [property: JsonPropertyName("jobId")] long JobId,
    [property: JsonPropertyName("items")] IReadOnlyList<SegmentedFile> Items,
    [property: JsonPropertyName("prompt")] SegmentPrompt Prompt,
    [property: JsonPropertyName("errorMessage"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ErrorMessage,
    [property: JsonPropertyName("failedItems")] IReadOnlyList<FailedFiles>? FailedItems);

/// <summary>The prompt as requested; what the request did not have is absent.</summary>
internal sealed record SegmentPrompt(
    [property: JsonPropertyName("points")] IReadOnlyList<SegmentPoint>? Points,
    [property: JsonPropertyName("boundingBox")] SegmentBox? BoundingBox);

/// <param name="Segments">Best score first; empty if nothing was found.</param>
internal sealed record SegmentedFile(
    [property: JsonPropertyName("fileId")] long FileId,
    [property: JsonPropertyName("fileExternalId")] string? FileExternalId,
    [property: JsonPropertyName("segments")] IReadOnlyList<SegmentItem> Segments);

/// <param name="Score">0–1.</param>
/// <param name="Polygons">One per connected component, the largest first. Together they cover the mask; holes are joined to the outline around them.</param>
internal sealed record SegmentItem(
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("polygons")] IReadOnlyList<SegmentPolygon> Polygons);

/// <param name="Vertices">3–1000 vertices; the last one is connected to the first.</param>
/// <param name="Confidence">Always null, never absent.</param>
internal sealed record SegmentPolygon(
    [property: JsonPropertyName("vertices")] IReadOnlyList<SegmentVertex> Vertices,
    [property: JsonPropertyName("confidence"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Confidence);

/// <summary>A vertex, as fractions of the picture's width and height as displayed, 0–1.</summary>
/// <param name="Confidence">Always null, never absent.</param>
internal sealed record SegmentVertex(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("confidence"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Confidence);

/// <summary>Files for which the job failed, and why.</summary>
internal sealed record FailedFiles(
    [property: JsonPropertyName("errorMessage")] string ErrorMessage,
    [property: JsonPropertyName("items")] IReadOnlyList<SegmentFile> Items);
