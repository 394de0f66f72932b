using System.Globalization;
using SegFunctions.Local.Output;
using Spectre.Console;

namespace SegFunctions.Local.Segmenting;

/// <summary>The table at the end of a run: one line per input, and where the results are.</summary>
internal static class ResultTable
{
    /// <param name="folder">Folder of the document.</param>
    public static void Write(ResultDocument document, ResultFolder folder, TextWriter output)
    {
        var table = Tables.Create("file", "status", "segments", "best score", "quality", "folder", "note");
        foreach (var item in document.Items)
        {
            var answers = item.Segments.Where(segment => segment.IsAnswer).ToList();
            var scores = item.Video?.Objects.Select(found => (double?)found.MeanScore).ToList() ?? [.. answers.Select(segment => segment.Score)];
            var best = scores.Max()?.ToString("F2", CultureInfo.InvariantCulture) ?? string.Empty;

            // The quality of the segment with the best score, so that both figures are about the same mask.
            var quality = answers.MaxBy(segment => segment.Score)?.Quality?.ToString("F2", CultureInfo.InvariantCulture);
            table.AddRow(
                new Text(item.File),
                new Text(item.Status, item.Succeeded ? Color.Green : Color.Red),
                new Text(scores.Count.ToString(CultureInfo.InvariantCulture)),
                new Text(best),
                new Text(quality ?? string.Empty),
                new Text(item.Preview is null ? string.Empty : Shown(folder, Path.GetDirectoryName(item.Preview)!)),
                new Text(item.Error ?? item.Note ?? string.Empty));
        }

        Tables.Write(table, output);
        if (document.Items is [{ Preview: { } preview }])
        {
            output.WriteLine($"preview: {Shown(folder, preview)}");
        }

        output.WriteLine($"result: {Shown(folder, ResultFolder.DocumentName)}");
    }

    /// <summary>The path relative to the current folder; absolute if it is not below it.</summary>
    public static string Shown(ResultFolder folder, string path)
    {
        var full = folder.FullPath(path);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }
}
