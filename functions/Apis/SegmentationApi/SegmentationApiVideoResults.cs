using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Results;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Maps the results of videos to segmentationapi.com's records; pure.</summary>
internal static class SegmentationApiVideoResults
{
    /// <param name="item">An item of a video job.</param>
    /// <param name="manifest">The manifest of that job.</param>
    public static VideoItemResponse ToItem(ManifestItem item, JobManifest manifest)
    {
        var (found, asked) = (item.Video, manifest.Video);
        return new VideoItemResponse(
            item.Name,
            item.Name,
            found?.Counts.FramesProcessed ?? 0,
            manifest.Generated,
            FindKey(PreviewKey(item), item.Preview),
            found is null ? "" : MasksKey(item),
            new VideoCountsItem(found?.Counts.FramesProcessed ?? 0, found?.Counts.FramesWithMasks ?? 0, found?.Counts.TotalMasks ?? 0),
            manifest.Options.ScoreThreshold,
            asked?.Fps,
            asked?.NumFrames,
            asked?.MaxFrames,
            SegmentationApiMapping.ErrorText(item.Status, item.Error),
            item.UnansweredPrompts.Count == 0 ? null : item.UnansweredPrompts,
            item.Notes is { Count: > 0 } ? item.Notes : null,
            FindKey(FramesKey(item), found?.Frames),
            FindKey(CutoutKey(item), found?.Cutout),
            FindKey(MaskKey(item), found?.Mask),
            found is null ? null : [.. found.Objects.Select(thing => new VideoObjectItem(
                thing.ObjectId,
                SegmentationApiPrompts.ToText(manifest.Prompts[thing.Prompt]),
                thing.Prompt,
                thing.Label,
                thing.FirstFrame,
                thing.LastFrame,
                thing.Frames,
                thing.MeanScore))],
            found is null ? null : [item.Height!.Value, item.Width!.Value],
            found?.SourceFps,
            found?.Duration);
    }

    /// <summary>Every file of the video, under the name that the manifest gives it.</summary>
    public static IEnumerable<ArchiveEntry> ToFiles(ManifestItem item, ManifestVideo video)
    {
        (string Key, BlobReference? File)[] files =
        [
            (MasksKey(item), video.Masks),
            (FramesKey(item), video.Frames),
            (PreviewKey(item), item.Preview),
            (CutoutKey(item), video.Cutout),
            (MaskKey(item), video.Mask),
        ];
        return files.Where(file => file.File is not null).Select(file => new ArchiveEntry(file.Key, file.File!));
    }

    private static string? FindKey(string key, BlobReference? file) => file is null ? null : key;

    private static string MasksKey(ManifestItem item) => $"masks/{item.Name}/masks.json";

    private static string FramesKey(ManifestItem item) => $"masks/{item.Name}/frames.ndjson.gz";

    private static string MaskKey(ManifestItem item) => $"masks/{item.Name}/mask.mp4";

    private static string CutoutKey(ManifestItem item) => $"cutouts/{item.Name}.webm";

    private static string PreviewKey(ManifestItem item) => $"preview/{item.Name}.mp4";
}
