using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Apis.Mcp;

/// <summary>Maps between the tools and the job model. Pure functions.</summary>
internal static class McpMapping
{
    /// <param name="items">The one item that the arguments name.</param>
    public static JobSpec ToSpec(PictureArguments wanted, string account, IReadOnlyList<JobItem> items, bool isCutout, DateTimeOffset now) => new(
        account,
        items,
        [
            .. wanted.Words.Where(word => !string.IsNullOrWhiteSpace(word)).Select(word => new TextPrompt(word.Trim())),
            .. wanted.Points.Count == 0 ? (Prompt[])[] : [new PointsPrompt([.. wanted.Points.Select(point => new PromptPoint(point.X, point.Y, point.OnObject))])],
            .. wanted.Boxes.Select(box => new BoxPrompt(box.X1, box.Y1, box.X2, box.Y2)),
            .. wanted.Subject ? (Prompt[])[new SubjectPrompt()] : [],
        ],
        new InferenceOptions(Outputs: isCutout ? SegmentOutputs.Cutout : SegmentOutputs.None),
        now);

    /// <summary>Says what is wrong, beginning with the argument's name.</summary>
    public static string ToSentence(JobFault fault, JobSpec spec)
    {
        var argument = fault.Index is not { } prompt ? "words, points, boxes or subject" : spec.Prompts[prompt] switch
        {
            TextPrompt => "words",
            PointsPrompt => "points",
            _ => "boxes",
        };
        return fault.Rule switch
        {
            JobRule.NotEmpty => $"{argument} must say what to find",
            JobRule.NotTooMany or JobRule.NotTooManyPoints => $"{argument} must have at most {fault.Bound} entries",
            JobRule.NotTooLong => $"{argument} must have at most {fault.Bound} characters each",
            JobRule.NoControlCharacters => $"{argument} must not contain control characters",
            JobRule.HasForeground => $"{argument} must include one on the object",
            JobRule.WithinPicture => $"{argument} must have coordinates between 0 and 1",
            _ => $"{argument} must have x1 below x2 and y1 below y2",
        };
    }

    public static JobReport ToReport(JobId id, JobStatus status) => new(id.ToString(), ToWord(status), null, null, null, null, null);

    /// <param name="manifest">Null if there are no results.</param>
    /// <param name="toLink">Returns the address where the client can download a stored file.</param>
    public static JobReport ToReport(Job job, JobManifest? manifest, Func<BlobReference, string> toLink)
    {
        var report = ToReport(job.Id, job.Status) with { Error = job.Summary.Error?.Message ?? job.Items.Select(item => item.Error?.Message).FirstOrDefault() };
        return manifest?.Items is not [{ } item, ..] ? report : report with
        {
            Width = item.Width,
            Height = item.Height,
            Segments = [.. item.Segments.Select(segment => ToReport(segment, toLink))],
            Notes = item.Notes,
        };
    }

    private static SegmentReport ToReport(ManifestSegment segment, Func<BlobReference, string> toLink) => new(
        segment.Label,
        segment.Score,
        segment.Quality,
        [segment.Box.X, segment.Box.Y, segment.Box.Width, segment.Box.Height],
        segment.Area,
        toLink(segment.Mask),
        segment.Cutout is null ? null : toLink(segment.Cutout));

    private static string ToWord(JobStatus status) => status == JobStatus.Staged ? ToWord(JobStatus.Queued) : JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
