using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Settings;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Commands;

/// <summary>What every command needs: settings overridden by flags, the screen, and one way to fail.</summary>
internal sealed class CommandContext
{
    private const int CannotRun = 2;
    private const int Interrupted = 130;

    private readonly ParseResult _parsed;

    private CommandContext(ParseResult parsed)
    {
        _parsed = parsed;
        Screen = Screens.Choose(parsed.InvocationConfiguration.Error);
        Settings = new SettingsReader(Environment.GetEnvironmentVariable).Read(parsed.GetValue(GlobalOptions.Config));
    }

    public LocalSettings Settings { get; }

    /// <summary>For results.</summary>
    public TextWriter Output => _parsed.InvocationConfiguration.Output;

    public IProgressScreen Screen { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Absolute.</summary>
    public string Cache => Path.GetFullPath(_parsed.GetValue(GlobalOptions.Cache) ?? Settings.Cache ?? UserFolders.Cache);

    /// <param name="given">What a flag says; null for nothing.</param>
    /// <returns>Absolute; where a server keeps its state, and added models are.</returns>
    public string DataFolder(string? given) => Path.GetFullPath(given ?? Settings.Data ?? UserFolders.State);

    /// <summary>Makes <paramref name="command"/> do <paramref name="run"/>, whose failures become a sentence on standard error and exit code 2.</summary>
    public static void Bind(Command command, Func<CommandContext, ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // System.CommandLine listens for Ctrl-C only once an action has returned its task: until then the process would just be gone.
            await Task.Yield();
            try
            {
                var context = new CommandContext(parsed);

                // What is running must be stopped in order, and that takes a while; so it is said before anything stops.
                var work = new CancellationTokenSource();
                await using var stopping = cancellationToken.Register(() =>
                {
                    try
                    {
                        context.Screen.Say("Stopping.");
                    }
                    finally
                    {
                        _ = work.CancelAsync();
                    }
                });
                return await run(context, parsed, work.Token);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
            // Whatever went wrong, the user gets a sentence instead of a stack trace.
            catch (Exception exception)
            {
                return Fail(parsed, Describe(exception, cancellationToken));
            }
        });

    /// <summary>Says what is wrong with the command line. Help is printed only on request.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Fail(parsed, error.Message);
        }

        parsed.InvocationConfiguration.Error.WriteLine("--help shows what there is.");
        return CannotRun;
    }

    private static int Fail(ParseResult parsed, string message)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"error: {message}");
        return CannotRun;
    }

    private static string Describe(Exception exception, CancellationToken cancellationToken) =>
        exception is UserException ? exception.Message
        : ServerFault.Is(exception, cancellationToken) ? ServerFault.Describe(exception)
        : FileFault.Is(exception) ? FileFault.Describe(exception)
        : $"This should not have happened, please report it: {exception}";
}
