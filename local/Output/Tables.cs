using Spectre.Console;

namespace SegFunctions.Local.Output;

/// <summary>Tables on standard output.</summary>
internal static class Tables
{
    // Without a terminal of known width, nothing is truncated or wrapped.
    private const int RedirectedWidth = 2_000;

    /// <param name="columns">The first is never wrapped, since users copy it.</param>
    public static Table Create(params string[] columns)
    {
        var table = new Table().AddColumns(columns);
        table.Columns[0].NoWrap();
        return table;
    }

    /// <param name="table">What to write.</param>
    /// <param name="output">Standard output, or its replacement.</param>
    /// <param name="width">Columns of the terminal; null to detect them.</param>
    public static void Write(Table table, TextWriter output, int? width = null)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (width is not null || Console.IsOutputRedirected || output != Console.Out)
        {
            console.Profile.Width = width ?? RedirectedWidth;
        }

        console.Write(table);
    }
}
