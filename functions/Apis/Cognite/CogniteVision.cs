using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Files;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Apis.Cognite;

/// <summary>Maps between Cognite's segmentation jobs and the job model. Pure functions.</summary>
internal static class CogniteVision
{
    private const string Canceled = "The job was canceled.";
    private static readonly string[] Types = ["image/png", "image/jpeg"];

    public static FileReference ToReference(SegmentFile file) => new(file.FileId, file.FileExternalId, file.FileInstanceId);

    /// <summary>The file with all of its names.</summary>
    public static SegmentFile ToFile(StoredFile file)
    {
        var name = file.Description;
        return new SegmentFile(file.Id.Value, name.ExternalId, name.Instance is null ? null : new InstanceReference(name.Instance.Space, name.Instance.ExternalId));
    }

    /// <returns>Why the file cannot be segmented; null if it has no known fault.</returns>
    /// <param name="maxBytes">Maximum size of a picture in bytes.</param>
    public static string? FindFault(StoredFile file, long maxBytes) =>
        file.Content is null ? $"No content has been uploaded yet for the file {file.Id}."
        : !CogniteUploads.IsPictureName(file.Description.Name) ? $"The file's name must end in .jpeg, .jpg or .png, but is '{file.Description.Name}'."
        : !Types.Contains(file.Description.MimeType, StringComparer.OrdinalIgnoreCase)
            ? $"The file's mimeType must be image/png or image/jpeg, but is {file.Description.MimeType ?? "not set"}."
        : file.Content.Bytes > maxBytes
            ? string.Create(CultureInfo.InvariantCulture, $"The file has {file.Content.Bytes} bytes, but a picture may have at most {maxBytes}.")
        : null;

    /// <param name="file">A file without faults.</param>
    public static JobSpec ToSpec(SegmentRequest request, StoredFile file, DateTimeOffset now) => new(
        file.Scope.Account,
        [new JobItem(file.Id.ToString(), file.Content!.Blob)],
        [ToPrompt(request)],
        new InferenceOptions(Outputs: SegmentOutputs.Polygons),
        now);

    /// <summary>Describes a violated rule of the job model in this API's terms.</summary>
    public static string ToSentence(JobFault fault) => fault.Rule switch
    {
        JobRule.HasForeground => "points must include one with the label 1 if there is no boundingBox",
        JobRule.NotTooManyPoints => string.Create(CultureInfo.InvariantCulture, $"points must have at most {fault.Bound} entries, not {fault.Actual}"),
        _ => $"the prompt breaks the rule {fault.Rule}",
    };

    public static SegmentAcceptedResponse ToAccepted(JobId id, JobSpec spec, SegmentAsked asked)
    {
        var now = spec.Created.ToUnixTimeMilliseconds();
        return new SegmentAcceptedResponse(ToWord(JobStatus.Queued), now, now, now, id.Value, [asked.File], asked.Points, asked.BoundingBox, null);
    }

    /// <param name="job">The job's current state.</param>
    /// <param name="asked">The job's request.</param>
    /// <param name="item">The job's results; null unless it completed.</param>
    /// <param name="polygons">One entry per segment; null unless the job completed.</param>
    public static SegmentJobResponse ToJob(Job job, SegmentAsked asked, ManifestItem? item, IReadOnlyList<SegmentPolygons>? polygons)
    {
        var (created, updated) = (job.Summary.Created.ToUnixTimeMilliseconds(), job.Summary.Updated.ToUnixTimeMilliseconds());
        var error = ToError(job);
        return new SegmentJobResponse(
            ToWord(job.Status),
            created,
            created,
            updated,
            job.Id.Value,
            item is null || polygons is null ? [] : [ToSegmented(asked.File, item.Segments.Zip(polygons, ToSegment))],
            new SegmentPrompt(asked.Points, asked.BoundingBox),
            error,
            error is null ? null : [new FailedFiles(error, [asked.File])]);
    }

    public static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Queued or JobStatus.Staged => "Queued",
        JobStatus.Running => "Running",
        JobStatus.Completed => "Completed",
        JobStatus.Failed or JobStatus.Canceled => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string? ToError(Job job) => job.Status switch
    {
        JobStatus.Canceled => Canceled,
        JobStatus.Failed => job.Summary.Error?.Code == JobErrorCode.InputMissing
            ? "The file was deleted, or its content replaced, before it was read."
            : job.Summary.Error?.Message ?? "The job failed.",
        _ => null,
    };

    private static Prompt ToPrompt(SegmentRequest request)
    {
        IReadOnlyList<PromptPoint> points = [.. (request.Points ?? []).Select(point => new PromptPoint(point.X, point.Y, point.Label == 1))];
        return request.BoundingBox is { } box ? new BoxPrompt(box.XMin, box.YMin, box.XMax, box.YMax, points.Count == 0 ? null : points) : new PointsPrompt(points);
    }

    private static SegmentedFile ToSegmented(SegmentFile file, IEnumerable<SegmentItem> segments) =>
        new(file.FileId!.Value, file.FileExternalId, [.. segments.OrderByDescending(segment => segment.Score)]);

    private static SegmentItem ToSegment(ManifestSegment segment, SegmentPolygons polygons) => new(
        segment.Score,
        [.. polygons.Outlines.Select(outline => new SegmentPolygon([.. outline.Vertices.Select(vertex => new SegmentVertex(vertex.X, vertex.Y, null))], null))]);
}
