using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Results;

/// <summary>Builds the manifest of an ended job from its workers' documents.</summary>
internal static class ManifestBuilding
{
    /// <param name="documents">One per item; null if the item did not complete.</param>
    public static JobManifest Build(TerminalJob job, IReadOnlyList<SegmentsDocument?> documents)
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
            [.. job.Spec.Items.Select((item, i) => BuildItem(item, job.Outcome.Items[i], documents[i], paths.Attempt(new(i, job.Outcome.Items[i].Attempt))))]);
    }

    private static ManifestItem BuildItem(JobItem item, ItemOutcome outcome, SegmentsDocument? document, BlobReference folder) => new(
        item.Name,
        outcome.Status,
        outcome.Error,
        document?.Width,
        document?.Height,
        [.. document?.Segments.Select(segment => BuildSegment(segment, folder)) ?? []],
        document?.UnansweredPrompts ?? [],
        Below(folder, document?.Preview),
        document?.Provenance,
        Below(folder, document?.Rles),
        Below(folder, document?.Polygons),
        document?.Notes,
        document?.Union is { } union ? new ManifestUnion(folder.Below(union.Mask), folder.Below(union.Cutout)) : null);

    private static ManifestSegment BuildSegment(Segment segment, BlobReference folder) =>
        new(segment.Prompt, segment.Label, segment.Score, segment.Box, segment.Area, folder.Below(segment.Mask), Below(folder, segment.Cutout));

    private static BlobReference? Below(BlobReference folder, string? name) => name is null ? null : folder.Below(name);
}
