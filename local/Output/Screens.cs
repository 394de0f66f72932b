using Spectre.Console;

namespace SegFunctions.Local.Output;

/// <summary>The screen that fits where standard error goes.</summary>
internal static class Screens
{
    /// <param name="errors">Standard error, or what takes its place.</param>
    public static IProgressScreen Choose(TextWriter errors) => Console.IsErrorRedirected || errors != Console.Error
        ? new LineScreen(errors)
        : new LiveScreen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) }));
}
