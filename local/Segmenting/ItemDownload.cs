using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>Downloads the results of a picture or video; the files are moved to their place once all of them are complete.</summary>
/// <param name="assets">The files of the job's result.</param>
/// <param name="prompts">The prompts in the manifest.</param>
/// <param name="folder">Destination of the files.</param>
internal sealed class ItemDownload(SignedAssets assets, IReadOnlyList<string> prompts, ResultFolder folder)
{
    /// <returns>A failed item if its files cannot be written; then the files of an earlier run stay unchanged.</returns>
    public async Task<ResultItem> FetchAsync(InputFile file, ManifestItemResponse entry, CancellationToken cancellationToken)
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

    /// <returns>Null if there is nothing to report.</returns>
    private string? FindNote(ManifestItemResponse entry)
    {
        var unknown = entry.UnansweredPrompts ?? [];
        List<string> notes = [.. unknown.Count > 0 ? [$"Not in the model's vocabulary: {string.Join(", ", unknown)}."] : (string[])[], .. entry.Notes ?? []];

        // If the server sends no notes, the client itself must notice what is missing.
        IEnumerable<string> found = [.. entry.PictureMasks.Select(mask => mask.Prompt), .. (entry.Objects ?? []).Select(followed => followed.Prompt)];
        var missing = entry.Notes is null ? prompts.Except(unknown).Except(found).ToList() : [];
        notes.AddRange(missing.Count > 0 ? [$"Not found: {string.Join(", ", missing)}."] : []);
        return notes.Count > 0 ? string.Join(' ', notes) : null;
    }

    private async Task<ResultItem> StageAsync(InputFile file, ManifestItemResponse entry, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.StagedPath(file.Folder));
        var preview = await FetchAsync(entry.PreviewUrl, ResultFolder.PreviewOf(file));
        var segments = new List<ResultSegment>();
        foreach (var (i, mask) in entry.PictureMasks.Index())
        {
            var path = (await FetchAsync(mask.Url, ResultFolder.MaskOf(file, i)))!;
            var cutout = await FetchAsync(mask.CutoutUrl, ResultFolder.CutoutOf(file, i, Path.GetExtension(mask.CutoutUrl) ?? ""));
            segments.Add(new ResultSegment(mask.Prompt, mask.Label ?? mask.Prompt, mask.Score, mask.Box, mask.Area, path, cutout, mask.Quality, mask.Candidate));
        }

        var rles = await FetchAsync(entry.RleUrl, ResultFolder.RlesOf(file));
        var polygons = await FetchAsync(entry.PolygonsUrl, ResultFolder.PolygonsOf(file));
        var video = entry.VideoMasks is null ? null : new ResultVideo(
            (await FetchAsync(entry.VideoMasks, ResultFolder.FileOf(file, ResultFolder.MasksName)))!,
            await FetchAsync(entry.FramesUrl, ResultFolder.FileOf(file, ResultFolder.FramesName)),
            entry.Counts,
            entry.Objects ?? [],
            await FetchAsync(entry.CutoutUrl, ResultFolder.FileOf(file, ResultFolder.CutoutName)),
            await FetchAsync(entry.MaskUrl, ResultFolder.FileOf(file, ResultFolder.MaskName)));
        return new ResultItem(file.Name, ResultItem.Success, Error: null, FindNote(entry), preview, segments, rles, polygons, video);

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
