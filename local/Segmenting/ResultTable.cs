using System.Globalization;
using Spectre.Console;

namespace SegFunctions.Local.Segmenting;

/// <summary>The table that ends a run: a line a picture.</summary>
internal static class ResultTable
{
    // Where no terminal says how wide it is, nothing is cut off.
    private const int RedirectedWidth = 200;

    public static void Write(ResultDocument document, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        var table = new Table().AddColumns("file", "status", "segments", "best score", "note");
        foreach (var item in document.Items)
        {
            var best = item.Segments.Count == 0 ? "" : item.Segments.Max(segment => segment.Score).ToString("F2", CultureInfo.InvariantCulture);
            table.AddRow(
                new Text(item.File),
                new Text(item.Status, item.Succeeded ? Color.Green : Color.Red),
                new Text(item.Segments.Count.ToString(CultureInfo.InvariantCulture)),
                new Text(best),
                new Text(item.Error ?? string.Empty));
        }

        console.Write(table);
    }
}
