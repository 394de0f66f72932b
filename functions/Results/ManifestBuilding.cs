using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;

namespace SegFunctions.Results;

/// <summary>Builds the manifest of an ended job from its workers' documents.</summary>
internal static class ManifestBuilding
{
    /// <param name="documents">One per item; null if the item did not complete.</param>
    public static JobManifest Build(TerminalJob job, IReadOnlyList<SegmentsDocument?> documents) =>
        Build(job, (i, folder) => Describe(Begin(job, i), documents[i], folder, job.Spec.Options.Outputs));

    /// <inheritdoc cref="Build(TerminalJob, IReadOnlyList{SegmentsDocument})"/>
    public static JobManifest Build(TerminalJob job, IReadOnlyList<VideoDocument?> documents) =>
        Build(job, (i, folder) => Describe(Begin(job, i), documents[i], folder));

    private static JobManifest Build(TerminalJob job, Func<int, BlobReference, ManifestItem> build)
    {
        var paths = new ResultPaths(job.Spec.Account, job.JobId);
        return new JobManifest(
            job.JobId,
            job.Spec.Account,
            job.Outcome.Status,
            job.Spec.Created,
            job.Outcome.Finished,
            job.Spec.Prompts,
            job.Spec.Options,
            [.. job.Outcome.Items.Select((outcome, i) => build(i, paths.Attempt(new(i, outcome.Attempt))))],
            job.Spec.Video);
    }

    /// <summary>The parts of an item that are known without its document.</summary>
    private static ManifestItem Begin(TerminalJob job, int item) =>
        new(job.Spec.Items[item].Name, job.Outcome.Items[item].Status, job.Outcome.Items[item].Error, null, null, [], [], null, null);

    private static ManifestItem Describe(ManifestItem item, SegmentsDocument? document, BlobReference folder, SegmentOutputs outputs) => document is null ? item : item with
    {
        Width = document.Width,
        Height = document.Height,
        Segments = [.. document.Segments.Select(segment => BuildSegment(segment, folder))],
        UnansweredPrompts = document.UnansweredPrompts,
        Preview = Below(folder, document.Preview),
        Provenance = document.Provenance,
        Rles = outputs.HasFlag(SegmentOutputs.Rle) ? Below(folder, document.Rles) : null,
        Polygons = outputs.HasFlag(SegmentOutputs.Polygons) ? Below(folder, document.Polygons) : null,
        Shapes = document.Rles is null ? null : new ManifestShapes(folder.Below(document.Rles), Below(folder, document.Polygons)),
        Notes = document.Notes,
        Union = document.Union is { } union ? new ManifestUnion(folder.Below(union.Mask), folder.Below(union.Cutout)) : null,
    };

    private static ManifestItem Describe(ManifestItem item, VideoDocument? document, BlobReference folder) => document is null ? item : item with
    {
        Width = document.Width,
        Height = document.Height,
        UnansweredPrompts = document.UnansweredPrompts,
        Preview = Below(folder, document.NameOf(VideoFiles.Preview)),
        Provenance = document.Provenance,
        Notes = document.Notes,
        Video = new ManifestVideo(
            document.Duration,
            document.SourceFps,
            document.Counts,
            document.Objects,
            folder.Below(VideoNames.Masks),
            folder.Below(VideoNames.Frames),
            Below(folder, document.NameOf(VideoFiles.Cutout)),
            Below(folder, document.NameOf(VideoFiles.Mask))),
    };

    private static ManifestSegment BuildSegment(Segment segment, BlobReference folder) =>
        new(
            segment.Prompt,
            segment.Label,
            segment.Score,
            segment.Box,
            segment.Area,
            folder.Below(segment.Mask),
            Below(folder, segment.Cutout),
            segment.Quality,
            segment.Candidate);

    private static BlobReference? Below(BlobReference folder, string? name) => name is null ? null : folder.Below(name);
}
