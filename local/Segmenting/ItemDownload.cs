using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>Fetches what was found in a picture, all of it before any of it takes its place.</summary>
internal sealed class ItemDownload(SignedAssets assets, ResultFolder folder)
{
    /// <returns>A failed item when its files cannot be written here; nothing of an earlier run is then changed.</returns>
    public async Task<ResultItem> FetchAsync(InputFile file, ManifestEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var item = await StageAsync(file, entry, cancellationToken);
            folder.Publish(file);
            return item;
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            folder.Discard(file);
            return ResultItem.Fail(file, $"Its results cannot be written: {FileFault.Describe(exception)}");
        }
    }

    private async Task<ResultItem> StageAsync(InputFile file, ManifestEntry entry, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.StagedPath(file.Folder));
        var preview = await FetchAsync(entry.PreviewUrl, ResultFolder.PreviewOf(file));
        var segments = new List<ResultSegment>();
        foreach (var (i, mask) in entry.Masks.Index())
        {
            var path = (await FetchAsync(mask.Url, ResultFolder.MaskOf(file, i)))!;
            var cutout = await FetchAsync(mask.CutoutUrl, ResultFolder.CutoutOf(file, i));
            segments.Add(new ResultSegment(mask.Prompt, mask.Score, mask.Box, mask.Area, path, cutout));
        }

        var rles = await FetchAsync(entry.RleUrl, ResultFolder.RlesOf(file));
        var polygons = await FetchAsync(entry.PolygonsUrl, ResultFolder.PolygonsOf(file));
        var note = entry.UnansweredPrompts is { Count: > 0 } words ? $"Not in the model's vocabulary: {string.Join(", ", words)}." : null;
        return new ResultItem(file.Name, ResultItem.Success, note, preview, segments, rles, polygons);

        async Task<string?> FetchAsync(string? key, string path)
        {
            if (key is null)
            {
                return null;
            }

            await assets.DownloadAsync(key, folder.StagedPath(path), cancellationToken);
            return path;
        }
    }
}
