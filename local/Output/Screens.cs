using Spectre.Console;

namespace SegFunctions.Local.Output;

/// <summary>Chooses the screen that suits standard error.</summary>
internal static class Screens
{
    /// <param name="errors">Standard error, or its replacement.</param>
    public static IProgressScreen Choose(TextWriter errors) => Console.IsErrorRedirected || errors != Console.Error
        ? new LineScreen(errors)
        : new LiveScreen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) }));
}
