using SegFunctions.Annotations;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Maps a job's results to segmentationapi.com's records; pure.</summary>
internal static class SegmentationApiResults
{
    public const string ManifestName = "output_manifest.json";

    /// <param name="toLink">Returns the address where the client can download a stored file.</param>
    public static ResultResponse ToResult(JobManifest manifest, Func<BlobReference, string> toLink, TimeSpan lifetime) => new(
        ToManifest(manifest),
        [.. ToFiles(manifest).Select(file => new AssetItem(file.Name, toLink(file.Source)))],
        (int)lifetime.TotalSeconds);

    /// <inheritdoc cref="ToResult(JobManifest, Func{BlobReference, string}, TimeSpan)"/>
    /// <param name="rles">The masks of each item's segments; null for an item whose masks are not to be included.</param>
    public static ResultResponse ToResult(
        JobManifest manifest, Func<BlobReference, string> toLink, TimeSpan lifetime, IReadOnlyList<IReadOnlyList<MaskRle>?> rles)
    {
        var result = ToResult(manifest, toLink, lifetime);
        return result with { Manifest = result.Manifest with { Items = [.. result.Manifest.Items.Zip(rles, ToItem)] } };
    }

    public static ManifestResponse ToManifest(JobManifest manifest) => new(
        manifest.Account,
        manifest.JobId,
        JobTypes.Of(manifest.Video is not null),
        [.. SegmentationApiPrompts.WantedOf(manifest.Prompts)],
        [.. manifest.Items.Select(item => manifest.Video is null ? (ManifestItemResponse)ToItem(item, manifest) : SegmentationApiVideoResults.ToItem(item, manifest))],
        SegmentationApiPrompts.ExcludedOf(manifest.Prompts) is { Count: > 0 } excluded ? excluded : null);

    /// <summary>Every file of the job, under the name that the manifest gives it.</summary>
    public static IEnumerable<ArchiveEntry> ToFiles(JobManifest manifest)
    {
        foreach (var item in manifest.Items)
        {
            foreach (var (i, segment) in item.Segments.Index())
            {
                yield return new ArchiveEntry(MaskKey(item, i), segment.Mask);
                if (segment.Cutout is not null)
                {
                    yield return new ArchiveEntry(CutoutKey(item, i, segment.Cutout), segment.Cutout);
                }
            }

            if (item.Video is { } video)
            {
                foreach (var file in SegmentationApiVideoResults.ToFiles(item, video))
                {
                    yield return file;
                }

                continue;
            }

            foreach (var (key, file) in new[] { (PreviewKey(item), item.Preview), (RleKey(item), item.Rles), (PolygonsKey(item), item.Polygons) })
            {
                if (file is not null)
                {
                    yield return new ArchiveEntry(key, file);
                }
            }
        }
    }

    public static ArchiveRequest ToArchive(JobManifest manifest, IReadOnlyList<AnnotationFile> annotations) => new(
        manifest.Account,
        manifest.JobId,
        ManifestName,
        BinaryData.FromObjectAsJson(ToManifest(manifest), SegmentationApiJson.Options),
        [.. ToFiles(manifest)],
        annotations);

    public static DownloadResponse ToDownload(JobId id, ArchiveState state, Func<string> toLink) => state.Status switch
    {
        ArchiveStatus.Pending => new(id.ToString(), "pending", null, null, 2, null),
        ArchiveStatus.Building => new(id.ToString(), "processing", null, null, 5, null),
        ArchiveStatus.Ready => new(id.ToString(), "ready", state.Expires, toLink(), null, null),
        ArchiveStatus.Failed => new(id.ToString(), "failed", null, null, null, "The archive could not be built. Request it again."),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static PictureItemResponse ToItem(ManifestItem item, JobManifest manifest) => new(
        item.Name,
        item.Name,
        item.Status == JobStatus.Completed ? 1 : 0,
        manifest.Generated,
        item.Preview is null ? null : PreviewKey(item),
        [.. item.Segments.Select((segment, i) => ToMask(segment, i, item, manifest))],
        SegmentationApiMapping.ErrorText(item.Status, item.Error),
        item.UnansweredPrompts.Count == 0 ? null : item.UnansweredPrompts,
        item.Notes is { Count: > 0 } ? item.Notes : null,
        item.Rles is null ? null : RleKey(item),
        item.Polygons is null ? null : PolygonsKey(item));

    private static ManifestItemResponse ToItem(ManifestItemResponse item, IReadOnlyList<MaskRle>? rles) => rles is null || item is not PictureItemResponse picture
        ? item
        : picture with { Masks = [.. picture.Masks.Zip(rles, (mask, rle) => mask with { Rle = new RleItem(rle.Size, rle.Counts) })] };

    private static MaskItem ToMask(ManifestSegment segment, int index, ManifestItem item, JobManifest manifest) => new(
        index,
        segment.Score,
        MaskKey(item, index),
        SegmentationApiPrompts.ToText(manifest.Prompts[segment.Prompt]),
        segment.Prompt,
        segment.Label,
        segment.Score,
        [segment.Box.X, segment.Box.Y, segment.Box.Width, segment.Box.Height],
        segment.Area,
        segment.Cutout is null ? null : CutoutKey(item, index, segment.Cutout),
        segment.Quality,
        segment.Candidate is { } candidate ? SegmentationApiPrompts.ToText(candidate) : null);

    private static string MaskKey(ManifestItem item, int index) => $"masks/{item.Name}/{index}.png";

    private static string CutoutKey(ManifestItem item, int index, BlobReference file) => $"cutouts/{item.Name}/{index}{Path.GetExtension(file.Name)}";

    private static string PreviewKey(ManifestItem item) => $"preview/{item.Name}.png";

    private static string RleKey(ManifestItem item) => $"rle/{item.Name}.json";

    private static string PolygonsKey(ManifestItem item) => $"polygons/{item.Name}.json";
}
