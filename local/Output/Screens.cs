using Spectre.Console;

namespace SegFunctions.Local.Output;

/// <summary>The screen that fits where standard error goes.</summary>
internal static class Screens
{
    public static IProgressScreen Choose() => Console.IsErrorRedirected
        ? new LineScreen(Console.Error)
        : new LiveScreen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
}
